/** The histories of runs that somebody looks at, kept and carried on from where they were: a long run is folded once, in slices that hold nothing up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refusal, refuse } from '../../model/problem.ts';
import type { RunSummary } from '../../model/run.ts';
import type { TemplateDocument } from '../../model/template-document.ts';
import { getPublished } from '../../store/document/document-store.ts';
import type { Reader } from '../../store/handle.ts';
import { listLegacySteps } from '../../store/run/legacy/legacy-steps.ts';
import { readMovePage } from '../../store/run/move-page.ts';
import { getRun, type StoredRun } from '../../store/run/run-store.ts';
import type { Store } from '../../store/store.ts';
import { evolve, newState, type RunState } from '../machine/index.ts';
import type { Move } from '../run-state.ts';
import { starterOf } from '../starter-of.ts';
import type { TemplateCatalogue } from '../template-catalogue.ts';
import { legacyMoves } from './legacy-moves.ts';
import { createRunHistory, type RunHistory } from './run-history.ts';
import { type TemplateOutline, templateOutline } from './template-outline.ts';

/** Moves of short runs that are read before something else may happen. */
const MOVES_AT_ONCE = 256;
/** Histories that are kept, those that nobody has asked for the longest going first. */
const KEPT_MAX = 16;
const OUTLINES_MAX = 256;

/** A run with what has happened in it, both of one moment. `state`: what the same moves amount to; absent where this program cannot carry the run on. */
export type RunWithHistory = {
  readonly run: StoredRun;
  readonly outline: TemplateOutline;
  readonly history: RunHistory;
  readonly state?: RunState | undefined;
};

export type RunHistories = {
  /** What a template says, by the version that a run has pinned. */
  outline(reader: Reader, template: StoredRun['template']): TemplateOutline;
  /**
   * The history goes on with the next that is asked for, so it is to be read at once. Refusals: 'not-found', 'cancelled' where the workspace was closed
   * meanwhile.
   */
  follow(run: string): Promise<RunWithHistory>;
  /** Hands over all moves of a run in their order, none of them kept; gives their number. Refusal 'cancelled' as above. */
  readThrough(run: RunSummary, take: (move: Move) => void): Promise<number>;
  /** Lets something else happen, between two parts of a long work. Refusal as above. */
  pause(): Promise<void>;
  close(): void;
};

/** Puts a value last, and drops the first where there are too many. */
const keepLast = <T>(map: Map<string, T>, key: string, value: T, max: number): T => {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next().value;
  if (map.size > max && oldest !== undefined) map.delete(oldest);
  return value;
};

/** The outlines of templates, which never change once they are published. */
const createOutlines = (): RunHistories['outline'] => {
  const outlines = new Map<string, TemplateOutline>();
  return (reader, { id, version, hash }) => {
    const known = outlines.get(hash);
    if (known !== undefined) return known;
    const { body } = getPublished(reader, 'workflow', `${id}@${version}`);
    return keepLast(outlines, hash, templateOutline(JSON.parse(body) as TemplateDocument), OUTLINES_MAX);
  };
};

type Followed = { readonly outline: TemplateOutline; readonly history: RunHistory; readonly state?: RunState | undefined };

/** Takes the moves that come next, a slice at most; the run as it was then, and whether that was all. */
const takeSlice = (reader: Reader, id: string, { history, state }: Followed): { readonly run: StoredRun; readonly isAll: boolean } => {
  const run = getRun(reader, id);
  if (history.lastAt === undefined) for (const move of legacyMoves(reader, id, run)) history.take(move);
  const { moves, isAll } = readMovePage(reader, id, history.next);
  for (const move of moves) {
    history.take(move);
    if (state !== undefined) for (const record of move.records) evolve(state, record, move.at);
  }
  return { run, isAll };
};

/** A run before its first move; none for runs whose template this program cannot compile, and for those of earlier programs. */
const stateBefore = (reader: Reader, run: StoredRun, templates: TemplateCatalogue): RunState | undefined => {
  if (listLegacySteps(reader, run.id).length > 0) return undefined;
  try {
    return newState(templates.find(reader, run.template), { ...run, actor: starterOf(reader, run) });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

export const createRunHistories = (store: Store, templates: TemplateCatalogue): RunHistories => {
  const outline = createOutlines();
  const kept = new Map<string, Followed>();
  let closed = false;

  const pause = async (): Promise<void> => {
    await nextTurn();
    if (closed) refuse('cancelled', 'The workspace was closed.');
  };

  /** Moves that were handed over since something else could happen. */
  let unpaused = 0;
  const readThrough: RunHistories['readThrough'] = async (run, take) => {
    for (const move of store.read((reader) => legacyMoves(reader, run.id, run))) take(move);
    for (let from = 0; ; ) {
      const { moves, isAll } = store.read((reader) => readMovePage(reader, run.id, from));
      for (const move of moves) take(move);
      from += moves.length;
      unpaused += moves.length;
      if (!isAll || unpaused >= MOVES_AT_ONCE) {
        unpaused = 0;
        await pause();
      }
      if (isAll) return from;
    }
  };

  const begin = (id: string): Followed =>
    store.read((reader) => {
      const run = getRun(reader, id);
      const outlined = outline(reader, run.template);
      return { outline: outlined, history: createRunHistory(outlined), state: stateBefore(reader, run, templates) };
    });

  return {
    outline,
    readThrough,
    pause,
    // A slice is taken whole before anything else happens, so that several may carry on with the same history.
    follow: async (id) => {
      const followed = keepLast(kept, id, kept.get(id) ?? begin(id), KEPT_MAX);
      for (;;) {
        const { run, isAll } = store.read((reader) => takeSlice(reader, id, followed));
        if (isAll) return { run, ...followed };
        await pause();
      }
    },
    close: () => {
      closed = true;
      kept.clear();
    },
  };
};
