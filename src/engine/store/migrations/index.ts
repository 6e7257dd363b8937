/** The migrations in order: the n-th takes a file from version n - 1 to n. A migration that was released never changes. */
import workspace from './0001-workspace.sql?raw';
import population from './0002-population.sql?raw';
import run from './0003-run.sql?raw';
import impact from './0004-impact.sql?raw';
import narrowNumbers from './0005-narrow-numbers.sql?raw';
import sweep from './0006-sweep.sql?raw';
import durableRun from './0007-durable-run.sql?raw';
import chunkSums from './0008-chunk-sums.sql?raw';
import trust from './0009-trust.sql?raw';

export const MIGRATIONS: readonly string[] = [workspace, population, run, impact, narrowNumbers, sweep, durableRun, chunkSums, trust];
