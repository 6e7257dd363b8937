/** Passes on what task functions tell of their progress, each run's seldom enough. */
import type { EngineEvent } from '../contract.ts';
import { createProgressMeter } from '../job/progress-meter.ts';
import type { JobProgress } from '../job/protocol.ts';
import type { Port } from '../port.ts';

/** Meters that are kept; a run whose meter was let go gets another with its next word. */
const METERS_MAX = 1_000;

export const createRunProgress = (
  port: Pick<Port, 'clock'>,
  emit: (event: EngineEvent) => void,
): ((run: string, progress: JobProgress) => void) => {
  const meters = new Map<string, (progress: JobProgress) => void>();
  return (run, progress) => {
    let meter = meters.get(run);
    if (meter === undefined) {
      meter = createProgressMeter(run, () => port.clock.monotonicMs(), emit);
      meters.set(run, meter);
      const [oldest] = meters.keys();
      if (meters.size > METERS_MAX && oldest !== undefined) meters.delete(oldest);
    }
    meter(progress);
  };
};
