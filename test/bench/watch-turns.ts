/** How long the turns of this thread's loop are, for benches of what the window waits for. */

const threadCpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The longest turn of the loop until it is stopped, looked at every millisecond; processor time, because a busy machine adds waiting to it. */
export const watchTurns = (): { stop(): { readonly cpuMs: number; readonly wallMs: number; readonly allCpuMs: number } } => {
  let lastCpuMs = threadCpuMs();
  let lastMs = performance.now();
  const firstCpuMs = lastCpuMs;
  let cpuMs = 0;
  let wallMs = 0;
  const look = (): void => {
    const nowCpuMs = threadCpuMs();
    const nowMs = performance.now();
    cpuMs = Math.max(cpuMs, nowCpuMs - lastCpuMs);
    wallMs = Math.max(wallMs, nowMs - lastMs);
    lastCpuMs = nowCpuMs;
    lastMs = nowMs;
  };
  const timer = setInterval(look, 1);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return { cpuMs, wallMs, allCpuMs: lastCpuMs - firstCpuMs };
    },
  };
};
