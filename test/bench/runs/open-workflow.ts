/** OpenWorkflow on SQLite: durable workflows in code, found by polling and held by leases. */
import { loadPeer } from '../rules/engine.ts';
import { type Engine, STEPS } from './engine.ts';

/** The part of the package that is used here. */
type Backend = { stop(): Promise<void> };
type Steps = { run(options: { readonly name: string }, work: () => unknown): Promise<unknown> };
type Workflow = { run(input: object): Promise<unknown> };
type Peer = {
  readonly OpenWorkflow: new (options: {
    readonly backend: Backend;
  }) => {
    defineWorkflow(
      spec: { readonly name: string },
      work: (context: { readonly step: Steps; readonly input: { n: number } }) => Promise<unknown>,
    ): Workflow;
    newWorker(options: { readonly concurrency: number }): { start(): Promise<void>; stop(): Promise<void> };
  };
};
type PeerSqlite = { readonly BackendSqlite: { connect(path: string): Backend } };

/** Beyond this many its claims get in each other's way, and it becomes slower. */
const CONCURRENCY = 100;

export const openWorkflow: Engine = {
  runsOneByOne: 20,
  runsAtOnce: 200,
  open: async (path, watch, onRecovered) => {
    const { OpenWorkflow } = loadPeer<Peer>('openworkflow');
    const { BackendSqlite } = loadPeer<PeerSqlite>('openworkflow/sqlite');
    const backend = BackendSqlite.connect(path);
    const engine = new OpenWorkflow({ backend });
    const ends = new Map<number, () => void>();
    let runs = 0;
    const workflow = engine.defineWorkflow({ name: 'ten-steps' }, async ({ step, input }) => {
      for (let index = 1; index <= STEPS; index++) await step.run({ name: `step-${index}` }, () => watch.begun(index) ?? null);
      // Its own way to learn of an end asks once a second; here the end counts as soon as the last step is written, which is in its favour.
      (ends.get(input.n) ?? onRecovered)?.();
      return null;
    });
    const worker = engine.newWorker({ concurrency: CONCURRENCY });
    await worker.start();
    return {
      run: async () => {
        const n = runs++;
        const { promise, resolve } = Promise.withResolvers<void>();
        ends.set(n, resolve);
        await workflow.run({ n });
        await promise;
      },
      close: async () => {
        await worker.stop();
        await backend.stop();
      },
    };
  },
};
