/** A fault in a job's process or worker, told to the side that waits for it: a bug there, or its sudden end. */
export class JobFault extends Error {
  constructor(message: string, stack?: string) {
    super(message);
    this.name = 'JobFault';
    if (stack !== undefined) this.stack = stack;
  }
}
