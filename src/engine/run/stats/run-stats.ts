/** Figures of the newest runs of a workspace. */
import type { LiveMetrics, RunStats } from '../../model/run-stats.ts';
import { countRuns, listRuns } from '../../store/run/run-store.ts';
import type { Store } from '../../store/store.ts';
import type { RunHistories } from '../history/run-histories.ts';
import { RunTally } from './run-tally.ts';

/** Moves that are looked at in all: with the run in which they are used up, the figures end. */
const MOVES_MAX = 200_000;

type Options = { readonly template?: string | undefined; readonly last: number };

/** Of `last` runs at most, and of fewer where these are very long; `runs` says of how many. */
export const runStats = async (
  store: Store,
  histories: RunHistories,
  { template, last }: Options,
  live: LiveMetrics,
): Promise<RunStats> => {
  const { total, runs } = store.read((reader) => ({
    total: countRuns(reader, { template }),
    runs: listRuns(reader, { template, after: 0, limit: last }),
  }));
  const tally = new RunTally();
  let moves = 0;
  for (const run of runs) {
    if (moves >= MOVES_MAX) break;
    tally.addRun(run);
    const outline = store.read((reader) => histories.outline(reader, run.template));
    moves += await histories.readThrough(run, tally.follow(outline));
  }
  return { ...tally.stats(), total, process: live };
};
