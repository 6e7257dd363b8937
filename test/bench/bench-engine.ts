/** What benches of whole operations share: the engine over what ships, calls of it, and an impact to work on. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerOf, Engine, InputOf, OperationName, TaskEnd } from '../../src/engine/contract.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import type { Port } from '../../src/engine/port.ts';
import { createSystemPort } from '../../src/main/system-port.ts';

const printsNothing = (): never => {
  throw new Error('this bench prints nothing');
};

/** The machine's own files lie in the folder too, which has to be the same each time a workspace in it is opened. */
export const openEngine = (folder: string, printPdf: Port['printPdf'] = printsNothing): Engine => {
  const machineFolder = join(folder, 'machine');
  mkdirSync(machineFolder, { recursive: true });
  const jobs = createChildRunner(join(import.meta.dirname, 'jobs.js'));
  return createEngine(createSystemPort({ jobs, printPdf, machineFolder }), { actor: 'bench' });
};

export const ask = async <Name extends OperationName>(engine: Engine, name: Name, input: InputOf<Name>): Promise<AnswerOf<Name>> => {
  const result = await engine.call(name, input);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
  return result.value;
};

export const completed = async (engine: Engine, task: string): Promise<Extract<TaskEnd, { readonly status: 'completed' }>> => {
  const end = await engine.ended(task);
  if (end.status !== 'completed') throw new Error(JSON.stringify(end));
  return end;
};

/** Higher limits for so many made-up households, by region. Gives the run. */
export const impactOfHouseholds = async (engine: Engine, units: number): Promise<string> => {
  const read = (name: string): string => readFileSync(join('templates', name), 'utf8');
  await ask(engine, 'document.publish', { body: read('policies/housing-support.json') });
  await ask(engine, 'document.publish', { body: read('reforms/housing-support-higher-limit.json') });
  const population = { name: 'Town', policy: 'housing-support', units, seed: 'report' };
  await completed(engine, (await ask(engine, 'population.generate', population)).task);
  const { run } = await ask(engine, 'impact.start', {
    population: 'Town',
    baseline: 'housing-support',
    reforms: [{ reference: 'housing-support-higher-limit' }],
    date: '2025-03-01',
    by: ['region'],
  });
  await completed(engine, run);
  return run;
};
