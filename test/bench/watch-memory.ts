/** The largest resident set of this process and its children, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 50;

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readOrNothing(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((text) => text !== '')
      .map(Number),
  );

const residentMiB = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** `stop` gives MiB, or null on systems that do not tell. */
export const watchMemory = (): { stop(): number | null } => {
  if (process.platform !== 'linux') return { stop: () => null };
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, ...[process.pid, ...childrenOf(process.pid)].map(residentMiB));
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return Math.round(peak);
    },
  };
};
