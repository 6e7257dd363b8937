/** Gathers from the store what a report says. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { keyFingerprint, parseVerifierKey } from '../audit/verifier-key.ts';
import { openCaseExplainer } from '../impact/explain-case.ts';
import type { ImpactPlan } from '../impact/impact-plan.ts';
import { loadSides } from '../impact/plan-impact.ts';
import type { ImpactJobSide, JobContext } from '../job/protocol.ts';
import type { CaseExplanation } from '../model/explanation.ts';
import type { DecisionLogic, PolicyDocument } from '../model/policy-document.ts';
import { refuse } from '../model/problem.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import type { InputTypes } from '../model/value-type.ts';
import { logicAt } from '../policy/logic-at.ts';
import { policyChanges } from '../policy/policy-changes.ts';
import { profilePopulation } from '../population/profile-population.ts';
import { logKeys } from '../store/audit/log-keys.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactPlan, readImpactResult } from '../store/impact/impact-store.ts';
import { readQuarantinePlaces } from '../store/population/quarantine-places.ts';
import { getRun } from '../store/run/run-store.ts';
import { readWorkspace } from '../store/workspace/workspace-store.ts';
import type { ReportFacts, RuleChange, SideChanges } from './report-facts.ts';
import { ROWS_MAX } from './table.ts';

/** Cases that are told one by one: some 250 pages. */
export const CASES_MAX = 500;
/** Cases are explained so many at a time between looks at whether they are still wanted. */
const BATCH = 10;

export type Asked = {
  readonly run: string;
  readonly cases: readonly string[];
  readonly made: ReportFacts['made'];
  readonly sealed?: ReportFacts['sealed'];
  readonly signer?: string;
};

/** "EUR"; empty where the policy pays no amount, or does not say in what. */
const unitOf = ({ decisions }: PolicyDocument, amount: string): string =>
  (Object.hasOwn(decisions, amount) ? decisions[amount]?.unit : undefined) ?? '';

const fieldLabels = (inputs: InputTypes): readonly (readonly [string, string])[] =>
  Object.entries(inputs).flatMap(([list, type]) =>
    type.type !== 'list'
      ? []
      : Object.entries(type.of).flatMap(([field, { label }]) => (label === undefined ? [] : [[`${list}.${field}`, label] as const])),
  );

/** The baseline's words go before those of reforms. */
const labelsOf = (policies: readonly PolicyDocument[]): ReadonlyMap<string, string> =>
  new Map(
    policies
      .toReversed()
      .flatMap(({ inputs, parameters, decisions }) => [
        ...Object.entries({ ...parameters, ...inputs, ...decisions }).flatMap(([name, { label }]) =>
          label === undefined ? [] : [[name, label] as const],
        ),
        ...fieldLabels(inputs),
      ]),
  );

const logicText = (logic: DecisionLogic | undefined): string | undefined => {
  if (logic === undefined) return undefined;
  if ('feel' in logic) return logic.feel;
  const { hitPolicy, inputs, rules, otherwise } = logic.table;
  const told = rules.map(({ when, then }) => `${when.join(' | ')} → ${then}`);
  return `decision table (${hitPolicy}) over ${inputs.join(' | ')}: ${[...told, ...(otherwise === undefined ? [] : [`otherwise → ${otherwise}`])].join('; ')}`;
};

const changesOf = (before: ImpactJobSide, after: ImpactJobSide): SideChanges => {
  const { parameters, decisions, functions = [] } = policyChanges(before, after);
  const logicOn = ({ policy, date }: ImpactJobSide, name: string): string | undefined => {
    const decision = Object.hasOwn(policy.decisions, name) ? policy.decisions[name] : undefined;
    return decision === undefined ? undefined : logicText(logicAt(decision, date));
  };
  const functionOn = ({ policy }: ImpactJobSide, name: string): string | undefined =>
    policy.functions !== undefined && Object.hasOwn(policy.functions, name) ? policy.functions[name]?.feel : undefined;
  const rules: readonly RuleChange[] = [
    ...decisions.map((decision) => ({ ...decision, before: logicOn(before, decision.name), after: logicOn(after, decision.name) })),
    ...functions.map((own) => ({ ...own, before: functionOn(before, own.name), after: functionOn(after, own.name) })),
  ];
  return { parameters, rules };
};

const documentsOf = ({ baseline, reforms }: ImpactPlan): ReportFacts['documents'] => [
  ...new Map(
    [baseline, ...reforms].flatMap(({ documents }) => documents.map((pin) => [`${pin.kind} ${pin.id}@${pin.version}`, pin])),
  ).values(),
];

const logKeyOf = (reader: Reader): ReportFacts['logKey'] => {
  const newest = logKeys(reader).at(-1);
  if (newest === undefined) return undefined;
  const key = parseVerifierKey(newest.key);
  if (typeof key === 'string') throw new Error(`the workspace names a log key that is none: ${key}`);
  return { key: newest.key, fingerprint: keyFingerprint(key) };
};

const explainCases = async (
  reader: Reader,
  { run, cases }: Pick<Asked, 'run' | 'cases'>,
  { progress, signal }: Pick<JobContext<never>, 'progress' | 'signal'>,
): Promise<readonly CaseExplanation[]> => {
  if (cases.length === 0) return [];
  const explain = openCaseExplainer(reader, run);
  const explained: CaseExplanation[] = [];
  for (const unit of cases) {
    if (explained.length % BATCH === 0) {
      progress({ phase: 'explaining cases', done: explained.length, total: cases.length, unit: 'cases' });
      await nextTurn();
      signal.throwIfAborted();
    }
    explained.push(explain(unit));
  }
  return explained;
};

/**
 * Refusals: 'not-found' where the run has no impact result or the population no such case, 'unreadable' where a document or the population is no longer
 * what the run was planned with. Throws where the signal says so.
 */
export const gatherReport = async (
  reader: Reader,
  { run, cases: asked, made, sealed, signer }: Asked,
  context: Pick<JobContext<never>, 'progress' | 'signal'>,
): Promise<ReportFacts> => {
  const result = readImpactResult(reader, run);
  const plan = readImpactPlan(reader, run);
  const { baseline, reforms } = loadSides(reader, plan);
  const profile = profilePopulation(reader, result.population.id);
  if (profile.info.fingerprint !== result.population.fingerprint)
    refuse('unreadable', `The population "${result.population.name}" is not what the run evaluated: its fingerprint differs.`);
  const { actor, createdAt, endedAt } = getRun(reader, run);
  const { id, name } = readWorkspace(reader);
  const logKey = logKeyOf(reader);
  const cases = [...new Set(asked)];
  const told = cases.slice(0, CASES_MAX);
  return {
    result,
    population: profile.info,
    labels: labelsOf([baseline, ...reforms].map(({ policy }) => policy)),
    amountUnit: unitOf(baseline.policy, result.amount),
    period: baseline.policy.period,
    changes: reforms.map((reform) => changesOf(baseline, reform)),
    documents: documentsOf(plan),
    gaps: profile.columns.filter(({ nulls }) => nulls > 0).map(({ list, column, rows, nulls }) => ({ list, column, rows, nulls })),
    quarantine: readQuarantinePlaces(reader, profile.info.id, ROWS_MAX),
    cases: await explainCases(reader, { run, cases: told }, context),
    casesLeftOut: cases.length - told.length,
    ran: { by: actor, startedAt: createdAt, ...(endedAt === undefined ? {} : { endedAt }) },
    workspace: { id, name },
    program: { version: PROGRAM_VERSION },
    made,
    ...(sealed === undefined ? {} : { sealed }),
    ...(logKey === undefined ? {} : { logKey }),
    ...(signer === undefined ? {} : { signer }),
  };
};
