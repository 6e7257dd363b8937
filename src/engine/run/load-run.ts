/** Reads a run back: the sum of its stored moves. */
import { refuse } from '../model/problem.ts';
import type { Reader } from '../store/handle.ts';
import { readMoves } from '../store/run/move-store.ts';
import { getRun, type StoredRun } from '../store/run/run-store.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import { evolve, newState, type RunState } from './machine/index.ts';
import { noteChildren } from './note-children.ts';
import type { Path } from './run-state.ts';
import { starterOf } from './starter-of.ts';

export type LoadedRun = {
  readonly run: StoredRun;
  readonly graph: TemplateGraph;
  readonly state: RunState;
  /** Number of the next move. */
  readonly seq: number;
  /** Runs of their own that its steps wait for. */
  readonly children: ReadonlyMap<Path, string>;
};

/** Refusals: 'not-found'; 'interrupted' for a run of an earlier program, which kept no moves; those of `graphOf`. */
export const loadRun = (reader: Reader, id: string, graphOf: (run: StoredRun) => TemplateGraph): LoadedRun => {
  const run = getRun(reader, id);
  const moves = readMoves(reader, id);
  if (moves.length === 0)
    refuse('interrupted', `Run ${id} was begun by an earlier version of this program, which cannot be gone on with. Start it again.`);
  const graph = graphOf(run);
  const state = newState(graph, { ...run, actor: starterOf(reader, run) });
  const children = new Map<Path, string>();
  for (const { at, records } of moves) {
    for (const record of records) evolve(state, record, at);
    noteChildren(children, records);
  }
  return { run, graph, state, seq: moves.length, children };
};
