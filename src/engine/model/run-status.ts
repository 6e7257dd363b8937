/** The statuses of runs and steps as lists, for schemas and for counting. */
import type { RunStatus, StepStatus } from './run.ts';

export const RUN_STATUSES = [
  'pending',
  'running',
  'waiting',
  'suspended',
  'cancelled',
  'faulted',
  'completed',
] as const satisfies readonly RunStatus[];
export const STEP_STATUSES = [...RUN_STATUSES, 'skipped'] as const satisfies readonly StepStatus[];
