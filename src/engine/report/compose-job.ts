/** The job that writes a report as HTML, in a process of its own: it reads a file that is open read-only, and the window waits for nothing of it. */
import { parseCheckpoint } from '../audit/checkpoint.ts';
import type { Job, JobContext } from '../job/protocol.ts';
import { hex } from '../model/hex.ts';
import { openStore } from '../store/open-store.ts';
import { compose } from './compose.ts';
import { titleOf } from './front-page.ts';
import { gatherReport } from './gather-report.ts';
import type { ReportFacts } from './report-facts.ts';

export type ComposeJob = Extract<Job, { readonly kind: 'report-compose' }>;

/** `cases`: how many are told one by one. */
export type Composed = { readonly html: string; readonly title: string; readonly cases: number };

const sealedBy = ({ checkpoint, bundle }: ComposeJob): ReportFacts['sealed'] => {
  if (checkpoint === undefined || bundle === undefined) return undefined;
  const parsed = parseCheckpoint(checkpoint);
  if (typeof parsed === 'string') throw new Error(`the checkpoint of a report is none: ${parsed}`);
  const { origin, size, root } = parsed.checkpoint;
  return { checkpoint, origin, size, root: hex(root), bundle };
};

/** Refusals: those of `gatherReport`. */
export const composeReport = async (job: ComposeJob, context: Pick<JobContext<never>, 'progress' | 'signal'>): Promise<Composed> => {
  const store = openStore(job.workspacePath, { readOnly: true });
  try {
    const { run, request, made, signer } = job;
    const sealed = sealedBy(job);
    const asked = {
      run,
      cases: request.sections.includes('cases') ? request.cases : [],
      made,
      ...(sealed === undefined ? {} : { sealed }),
      ...(signer === undefined ? {} : { signer }),
    };
    const facts = await store.snapshot((reader) => gatherReport(reader, asked, context));
    context.progress({ phase: 'composing the report', done: 0, total: 1, unit: 'report' });
    return { html: compose(facts, request), title: titleOf(facts, request), cases: facts.cases.length };
  } finally {
    store.close();
  }
};
