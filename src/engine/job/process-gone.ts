/** The sudden end of a job's process: nothing in it had the time to say why. */
import { JobFault } from './job-fault.ts';

export class ProcessGone extends JobFault {
  /** `reason` is what is known of the end: "exit code 9". */
  constructor(work: string, reason: string) {
    super(`the process of the ${work} job ended before its work was done (${reason})`);
    this.name = 'ProcessGone';
  }
}
