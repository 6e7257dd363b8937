/** How something that was thrown ends work that goes on by itself: a refusal as it is, anything else as a fault that the log tells of. */
import { type Failure, Refusal } from '../model/problem.ts';
import type { LogFields, Port } from '../port.ts';
import { ProcessGone } from './process-gone.ts';

/** `work` names it in the message: "this task". The log gets the stack, under an identifier that is all the message says of it. */
export const failureOf = (error: unknown, work: string, port: Pick<Port, 'newId' | 'log'>, fields: LogFields): Failure => {
  if (error instanceof Refusal) return error.failure;
  const ref = port.newId();
  port.log('error', 'task.fault', { ref, ...fields, stack: error instanceof Error ? error.stack : String(error) });
  const what = error instanceof ProcessGone ? 'A process ended early (out of memory, or ended from outside)' : 'An internal error occurred';
  return { kind: 'fault', message: `${what} in ${work}; the log has it as ${ref}.` };
};
