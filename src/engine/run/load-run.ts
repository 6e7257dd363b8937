/** Reads a run back: the sum of its stored moves. */
import { refuse } from '../model/problem.ts';
import type { Reader } from '../store/handle.ts';
import { countMoves, readMovePage } from '../store/run/move-page.ts';
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

/** A run on its way into memory. `next` reads a page of its moves, and gives the run once that was the last. */
export type RunLoading = { next(reader: Reader): LoadedRun | undefined };

export type GraphOf = (run: StoredRun) => TemplateGraph;

/** Nothing of the run may be written until it is there. Refusals: 'not-found'; 'interrupted' for a run of an earlier program, which kept no moves; those of `graphOf`. */
export const beginLoading = (reader: Reader, id: string, graphOf: GraphOf): RunLoading => {
  const run = getRun(reader, id);
  if (countMoves(reader, id) === 0)
    refuse('interrupted', `Run ${id} was begun by an earlier version of this program, which cannot be gone on with. Start it again.`);
  const graph = graphOf(run);
  const state = newState(graph, { ...run, actor: starterOf(reader, run) });
  const children = new Map<Path, string>();
  let seq = 0;
  return {
    next: (pageReader) => {
      const { moves, isAll } = readMovePage(pageReader, id, seq);
      for (const { at, records } of moves) {
        for (const record of records) evolve(state, record, at);
        noteChildren(children, records);
      }
      seq += moves.length;
      return isAll ? { run, graph, state, seq, children } : undefined;
    },
  };
};

/** All of it at once. Refusals as above. */
export const loadRun = (reader: Reader, id: string, graphOf: GraphOf): LoadedRun => {
  const loading = beginLoading(reader, id, graphOf);
  for (;;) {
    const loaded = loading.next(reader);
    if (loaded !== undefined) return loaded;
  }
};
