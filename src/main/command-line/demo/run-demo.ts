/** The main job from end to end on a generated population, over the same engine face as every command. */
import { basename, relative } from 'node:path';
import type { ReportFile } from '../../../engine/contract/evidence-operations.ts';
import type { Engine } from '../../../engine/contract.ts';
import type {
  AppealView,
  AuditVerdict,
  CaseExplanation,
  ImpactResult,
  MutationReport,
  PolicyDocument,
  PolicyTestReport,
  PopulationInfo,
  SweepResult,
} from '../../../engine/model/index.ts';
import { writeSyntheticCsv } from '../../../engine/population/write-csv.ts';
import { verifyAudit } from '../commands/audit.ts';
import { reportOf } from '../commands/report.ts';
import { ask, waitFor } from '../engine-calls.ts';
import { readTextFile } from '../read-text-file.ts';
import type { Terminal } from '../terminal.ts';
import { type ChosenAppeal, chooseAppeal } from './choose-appeal.ts';
import { type DemoFiles, prepareDemoFolder } from './demo-files.ts';

const POLICY = 'ky-ktap';
const REFORM = 'ky-ktap-keep-maxima';
/** The month in which the lower payment maxima took effect, which the reform takes back. */
const DATE = '2025-11-01';
const SEED = 'probity-demo';
/** What the demonstration asks beyond its reform: the cost of maxima between a tenth less and a tenth more. */
const SWEPT = { parameter: 'payment_maximum', factor: true, values: { from: '0.9', to: '1.1', step: '0.1' } } as const;

export type Demo = {
  readonly files: DemoFiles;
  readonly tests: PolicyTestReport;
  readonly mutations: MutationReport;
  readonly population: PopulationInfo;
  readonly result: ImpactResult;
  readonly sweep: SweepResult;
  readonly explained: CaseExplanation | undefined;
  readonly appeal: AppealView | undefined;
  readonly verdict: AuditVerdict;
  readonly report: Pick<ReportFile, 'bytes' | 'sha256' | 'signed'>;
  /** Seconds of each stage, in order. */
  readonly stages: readonly { readonly name: string; readonly ms: number }[];
};

type Stage = <T>(name: string, work: () => Promise<T>) => Promise<T>;

const shippedBody = async (engine: Engine, id: string): Promise<string> => {
  const shipped = (await ask(engine, 'document.shipped', {})).find((document) => document.id === id);
  if (shipped === undefined) throw new Error(`the program does not ship "${id}"`);
  return shipped.body;
};

const importFiles = async (
  engine: Engine,
  terminal: Terminal,
  policyBody: string,
  units: number,
  folder: string,
  stage: Stage,
): Promise<PopulationInfo> => {
  const policy = JSON.parse(policyBody) as PolicyDocument;
  const csv = await stage('write the CSV files', () => writeSyntheticCsv(policy, units, SEED, folder));
  return stage('import them', async () => {
    const { task } = await ask(engine, 'population.import', {
      name: 'Generated households',
      policy: POLICY,
      unitsPath: csv.unitsPath,
      ...(csv.membersPath === undefined ? {} : { membersPath: csv.membersPath }),
      mapping: readTextFile(csv.mappingPath),
    });
    const { answer } = await waitFor(engine, terminal, task);
    if (!('population' in answer)) throw new Error('the import did not answer with a population');
    return answer.population;
  });
};

const tryMutations = async (engine: Engine, terminal: Terminal): Promise<MutationReport> => {
  const { task } = await ask(engine, 'policy.mutations', { reference: POLICY });
  const { answer } = await waitFor(engine, terminal, task);
  if (!('mutations' in answer)) throw new Error('the task did not answer with changes');
  return answer.mutations;
};

const sweepMaxima = async (engine: Engine, terminal: Terminal, population: string): Promise<SweepResult> => {
  const { run } = await ask(engine, 'sweep.start', { population, policy: POLICY, date: DATE, vary: [SWEPT] });
  await waitFor(engine, terminal, run);
  return ask(engine, 'sweep.result', { run });
};

const changedCase = async (engine: Engine, run: string): Promise<CaseExplanation | undefined> => {
  const { cases } = await ask(engine, 'case.list', { run, change: 'gain', limit: 1 });
  const unit = cases[0]?.unit;
  return unit === undefined ? undefined : ask(engine, 'case.explain', { run, unit });
};

const fileAppeal = async (engine: Engine, run: string, chosen: ChosenAppeal | undefined): Promise<AppealView | undefined> =>
  chosen === undefined ? undefined : ask(engine, 'appeal.file', { run, ...chosen });

/** The changed case is made up, so that its reasons may stand in the report. */
const writeReport = async (
  engine: Engine,
  terminal: Terminal,
  { run, path, explained }: { readonly run: string; readonly path: string; readonly explained: CaseExplanation | undefined },
): Promise<ReportFile> => {
  const cases = explained === undefined ? [] : [explained.unit];
  const { task } = await ask(engine, 'report.export', { run, outPath: path, request: { cases } });
  return reportOf((await waitFor(engine, terminal, task)).answer);
};

export const runDemo = async (
  engine: Engine,
  terminal: Terminal,
  options: { readonly folder: string; readonly units: number },
): Promise<Demo> => {
  const stages: { name: string; ms: number }[] = [];
  const stage: Stage = async (name, work) => {
    const startedMs = performance.now();
    terminal.progress(`${name} …`);
    const value = await work();
    stages.push({ name, ms: performance.now() - startedMs });
    return value;
  };

  const files = await prepareDemoFolder(engine, options.folder);
  const policyBody = await stage('create the workspace, publish policy and reform', async () => {
    await ask(engine, 'workspace.create', { path: files.workspace, name: `Demonstration in ${basename(files.folder)}` });
    const body = await shippedBody(engine, POLICY);
    await ask(engine, 'document.publish', { body });
    await ask(engine, 'document.publish', { body: await shippedBody(engine, REFORM) });
    return body;
  });
  const tests = await stage("run the policy's tests", () => ask(engine, 'policy.test', { reference: POLICY }));
  const mutations = await stage('try whether they notice changes', () => tryMutations(engine, terminal));
  const population = await importFiles(engine, terminal, policyBody, options.units, files.folder, stage);
  const run = await stage('evaluate the impact', async () => {
    const started = await ask(engine, 'impact.start', {
      population: population.id,
      baseline: POLICY,
      reforms: [{ reference: REFORM }],
      date: DATE,
      by: ['spm_unit_size'],
    });
    await waitFor(engine, terminal, started.run);
    return started.run;
  });
  const result = await ask(engine, 'impact.result', { run });
  const sweep = await stage('sweep a parameter', () => sweepMaxima(engine, terminal, population.id));
  const explained = await stage('explain a changed case', () => changedCase(engine, run));
  const appeal = await stage('file an appeal for another', async () => fileAppeal(engine, run, await chooseAppeal(engine, run)));
  const verdict = await stage('verify the audit trail', () => verifyAudit(engine, terminal));
  const report = await stage('write the report with its evidence attached', () =>
    writeReport(engine, terminal, { run, path: files.report, explained }),
  );
  return { files, tests, mutations, population, result, sweep, explained, appeal, verdict, report, stages };
};

/** Paths as the person typed the folder: relative where that is shorter. */
export const shownPath = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
};
