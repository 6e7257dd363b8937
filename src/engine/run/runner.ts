/** Starts runs, keeps those that are going on, and takes up again what an earlier process left. */
import type { TaskEnd } from '../contract.ts';
import type { Json } from '../model/json.ts';
import { type Failure, Refusal, refuse } from '../model/problem.ts';
import { getRun, insertRun, unfinishedRuns } from '../store/run/run-store.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import { createLiveRun, type LiveRun, type RunWorld } from './live-run.ts';
import { loadState } from './load-state.ts';
import { isFinalRun, type RunRecord, type RunState } from './run-state.ts';
import type { TemplateCatalogue, TemplatePin } from './template-catalogue.ts';
import { writeRecords } from './write-records.ts';

export type Runner = {
  /**
   * Pins the template (`id@version`, or the newest version of `id`), checks the input and starts: the run and its first attempts are written when
   * this returns. Without a title the run has the template's. Refusals: 'not-found'; 'invalid' with pointers into the input.
   */
  start(template: string, input: Json, title?: string): string;
  /** Refusals: 'not-found', 'conflict' where the run has ended. */
  cancel(run: string): void;
  /** How the run ended, or will. Refusal 'not-found'. */
  ended(run: string): Promise<TaskEnd>;
  /** Takes up every run that has not ended. Those that cannot go on end as faulted: none stays between. */
  recover(): void;
  close(): Promise<void>;
};

type Options = RunWorld & { readonly actor: string; readonly templates: TemplateCatalogue };

const INPUT_FAILURE = 'The run was not started: its input is not what the template asks for.';

const endOf = (run: { readonly id: string; readonly status: string; readonly failure?: Failure }): TaskEnd => {
  if (run.status === 'completed') return { status: 'completed', answer: { run: run.id } };
  if (run.status === 'cancelled') return { status: 'cancelled' };
  return { status: 'failed', failure: run.failure ?? { kind: 'interrupted', message: `Run ${run.id} is not going on in this process.` } };
};

/** Ends a run whose template cannot be had: every open attempt was cut off, every other step is not begun. */
const abandon = (state: RunState, failure: Failure): readonly RunRecord[] => {
  const records: RunRecord[] = [];
  for (const [step, { status, attempts }] of state.steps) {
    if (status === 'running') {
      records.push(
        { type: 'attempt-ended', step, number: attempts, status: 'interrupted' },
        { type: 'step-changed', step, status: 'faulted' },
      );
    } else if (status === 'pending') records.push({ type: 'step-changed', step, status: 'skipped' });
  }
  return [...records, { type: 'run-ended', status: 'faulted', failure }];
};

export const createRunner = (options: Options): Runner => {
  const { store, port, actor, templates } = options;
  const live = new Map<string, LiveRun>();

  const keep = (run: LiveRun): void => {
    live.set(run.id, run);
    void run.ended.then(() => live.delete(run.id));
  };

  const start: Runner['start'] = (reference, input, title) => {
    const { graph, hash } = store.read((reader) => templates.pin(reader, reference));
    const problems = graph.checkInput(input);
    if (problems.length > 0) refuse('invalid', INPUT_FAILURE, problems);
    const originalRun = graph.appeals(input);
    if (originalRun !== undefined) store.read((reader) => getRun(reader, originalRun));
    const id = port.newId();
    const { document } = graph;
    const steps = graph.steps.map(({ name }) => name);
    const state: RunState = {
      status: 'running',
      input,
      steps: new Map(steps.map((name) => [name, { status: 'pending', attempts: 0, cutOff: 0, interruptions: 0 }])),
    };
    const template = { id: document.id, version: document.version, hash };
    const run = createLiveRun(options, { id, graph, state, actor }, { type: 'started' }, (writer) =>
      insertRun(writer, {
        id,
        template,
        title: title ?? document.title,
        actor,
        input,
        steps,
        ...(originalRun !== undefined && { originalRun }),
      }),
    );
    keep(run);
    return id;
  };

  const graphOrFailure = (template: TemplatePin): { readonly graph: TemplateGraph } | { readonly failure: Failure } => {
    try {
      return { graph: store.read((reader) => templates.find(reader, template)) };
    } catch (error) {
      if (error instanceof Refusal) return { failure: error.failure };
      throw error;
    }
  };

  const takeUp = (id: string): void => {
    const { state, template } = store.read((reader) => ({ state: loadState(reader, id), template: getRun(reader, id).template }));
    const found = graphOrFailure(template);
    if ('graph' in found) keep(createLiveRun(options, { id, graph: found.graph, state, actor }, { type: 'reopened' }));
    else store.change(actor, (writer) => writeRecords(writer, id, abandon(state, found.failure)));
    port.log('info', 'run.taken-up', { run: id });
  };

  return {
    start,
    cancel: (id) => {
      const run = live.get(id);
      if (run !== undefined) return run.cancel();
      const { status } = store.read((reader) => getRun(reader, id));
      return refuse('conflict', isFinalRun(status) ? `Run ${id} is ${status} already.` : `Run ${id} is not going on in this process.`);
    },
    ended: async (id) => live.get(id)?.ended ?? endOf(store.read((reader) => getRun(reader, id))),
    recover: () => {
      for (const id of store.read(unfinishedRuns)) takeUp(id);
    },
    close: async () => {
      await Promise.all([...live.values()].map((run) => run.close()));
    },
  };
};
