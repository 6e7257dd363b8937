/** How many workers evaluate a population. */
import { availableParallelism } from 'node:os';

/** Without a wish of the person; more gain little, as chunks are handed over one by one. */
const WORKERS_DEFAULT_MAX = 8;

export const workerCount = (wished: number | undefined): number => wished ?? Math.min(availableParallelism(), WORKERS_DEFAULT_MAX);
