/** The largest resident set and the time on the processor of this process and of its children, as Linux counts them. */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 50;
/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

/** In MiB and milliseconds; null on systems that do not tell. Children are counted up to the last look before their end. */
export type Watched = {
  readonly ownPeakMiB: number | null;
  /** Of the largest child. */
  readonly childPeakMiB: number | null;
  readonly ownCpuMs: number;
  readonly childCpuMs: number | null;
};

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

/** User and system time stand eleven fields after the name, which ends with a bracket. */
const cpuMsOf = (pid: number): number => {
  const fields = readOrNothing(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS;
};

export const watchMemory = (): { stop(): Watched } => {
  const isLinux = process.platform === 'linux';
  const cpuBefore = process.cpuUsage();
  let [own, child] = [0, 0];
  const childCpuMs = new Map<number, number>();
  // A child of the phase before may still be ending.
  const before = new Set(isLinux ? childrenOf(process.pid) : []);
  const look = (): void => {
    if (!isLinux) return;
    own = Math.max(own, residentMiB(process.pid));
    for (const pid of childrenOf(process.pid)) {
      if (before.has(pid)) continue;
      child = Math.max(child, residentMiB(pid));
      childCpuMs.set(pid, Math.max(childCpuMs.get(pid) ?? 0, cpuMsOf(pid)));
    }
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    stop: () => {
      look();
      clearInterval(timer);
      const { user, system } = process.cpuUsage(cpuBefore);
      return {
        ownPeakMiB: isLinux ? Math.round(own) : null,
        childPeakMiB: isLinux ? Math.round(child) : null,
        ownCpuMs: Math.round((user + system) / 1000),
        childCpuMs: isLinux ? [...childCpuMs.values()].reduce((sum, ms) => sum + ms, 0) : null,
      };
    },
  };
};
