/** The pure heart of runs: what follows from what happens. No input or output, no clock, no randomness of its own. */
export { callAt, type OpenAttempt, type OpenChild, openAttempts, openChildren, type StepCall } from './call-at.ts';
export { evolve } from './evolve.ts';
export { forkRecords } from './fork-records.ts';
export { type Moved, move } from './move.ts';
export type { MachineWorld } from './mover.ts';
export { nextDue } from './next-due.ts';
export { newState, outputOf, type RunState, statusOf } from './state.ts';
export { whyWaiting } from './why-waiting.ts';
