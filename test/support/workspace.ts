/** An engine on a workspace of its own, with real jobs in this process, for tests of whole paths. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnswerOf, Engine, EngineEvent, InputOf, OperationName, TaskEnd } from '../../src/engine/contract.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { JobRunner } from '../../src/engine/job/protocol.ts';
import { createJobFunction } from '../../src/engine/job/run-job.ts';
import type { Failure } from '../../src/engine/model/problem.ts';
import type { Port } from '../../src/engine/port.ts';
import { scratchFolder } from './scratch-folder.ts';
import { inProcessRunner, type TestPort, testPort } from './test-port.ts';

export type TestEngine = {
  readonly engine: Engine;
  readonly port: TestPort;
  readonly path: string;
  readonly events: readonly EngineEvent[];
  /** The answer; fails the test where the engine refuses. */
  ask<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<AnswerOf<Name>>;
  /** The failure; fails the test where the engine answers. */
  refused<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Failure>;
  /** Waits for a task or run; fails the test where it does not complete. */
  completed(task: string): Promise<Extract<TaskEnd, { status: 'completed' }>>;
};

export type TestEngineOptions = {
  readonly seed?: string;
  readonly actor?: string;
  /** Built file of the worker threads (`buildEntry` of src/engine/job/worker.ts), for tests that run impacts. */
  readonly worker?: string;
  readonly path?: string;
  /** Of a machine that there is already. */
  readonly machineFolder?: string;
  /** What a page is printed to; nothing at all if not given. */
  readonly printPdf?: Port['printPdf'];
  /** Steps between the engine and its jobs. */
  readonly wrapJobs?: (jobs: JobRunner) => JobRunner;
};

/** An engine with nothing open. */
export const testEngine = (options: TestEngineOptions = {}): TestEngine => {
  const worker = options.worker ?? 'no worker was built for this test';
  const jobs = inProcessRunner(createJobFunction({ worker }));
  const port = testPort({
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.machineFolder !== undefined && { machineFolder: options.machineFolder }),
    ...(options.printPdf !== undefined && { printPdf: options.printPdf }),
    jobs: options.wrapJobs === undefined ? jobs : options.wrapJobs(jobs),
  });
  // Before the engine, as what is made last is taken down first.
  const path = options.path ?? join(scratchFolder(), 'test.probity');
  const engine = createEngine(port, { actor: options.actor ?? 'ada' });
  const events: EngineEvent[] = [];
  engine.subscribe((event) => {
    events.push(event);
  });
  onTestFinished(() => engine.close());
  return {
    engine,
    port,
    events,
    path,
    ask: async (name, input) => {
      const result = await engine.call(name, input);
      if (result.ok) return result.value;
      throw new Error(`${name} was refused: ${JSON.stringify(result.failure)}`);
    },
    refused: async (name, input) => {
      const result = await engine.call(name, input);
      if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
      return result.failure;
    },
    completed: async (task) => {
      const end = await engine.ended(task);
      if (end.status === 'completed') return end;
      throw new Error(`the task did not complete: ${JSON.stringify(end)}`);
    },
  };
};

/** Makes up a population "Town" for the policy `housing-support`. */
export const makeTown = async (test: TestEngine, units: number, seed: string): Promise<void> => {
  const { task } = await test.ask('population.generate', { name: 'Town', policy: 'housing-support', units, seed });
  await test.completed(task);
};

/** What the shipped reform of that policy does to the town. */
export const TOWN_IMPACT = {
  population: 'Town',
  baseline: 'housing-support',
  reforms: [{ reference: 'housing-support-higher-limit' }],
  date: '2025-03-01',
} satisfies InputOf<'impact.start'>;

/** An engine with a fresh workspace, and the shipped policies and reforms published in it. */
export const testWorkspace = async (options: TestEngineOptions = {}): Promise<TestEngine> => {
  const test = testEngine(options);
  await test.ask('workspace.create', { path: test.path, name: 'Test' });
  for (const { kind, body } of await test.ask('document.shipped', {})) {
    if (kind === 'policy' || kind === 'reform') await test.ask('document.publish', { body });
  }
  return test;
};
