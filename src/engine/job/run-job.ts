/** Which room does which kind of job. A process does one job: it loads that room alone. */
import { assertNever } from '../model/problem.ts';
import type { JobFunction } from './serve-job.ts';

/** `worker` is the built file of the worker threads; without it their tasks are done on the job's own thread. */
export const createJobFunction =
  (entries: { readonly worker: string | undefined }): JobFunction =>
  async (job, context) => {
    switch (job.kind) {
      case 'impact': {
        const { runImpact } = await import('../impact/impact-job.ts');
        return runImpact(job, context, entries.worker);
      }
      case 'sweep': {
        const { runSweep } = await import('../sweep/sweep-job.ts');
        return runSweep(job, context, entries.worker);
      }
      case 'import': {
        const { importPopulation } = await import('../population/import-job.ts');
        return importPopulation(job, context);
      }
      case 'preview': {
        const { previewSource } = await import('../population/preview-source.ts');
        return previewSource(job.path, job.rows);
      }
      case 'headers': {
        const { readHeaders } = await import('../population/read-headers.ts');
        return readHeaders(job.inputs, job.unitsPath, job.membersPath);
      }
      case 'generate': {
        const { generatePopulation } = await import('../population/generate-job.ts');
        return generatePopulation(job, context);
      }
      case 'policy-tests': {
        const { runPolicyTests } = await import('../policy/test-job.ts');
        return runPolicyTests(job, context);
      }
      case 'verify': {
        const { verifyJob } = await import('../store/audit/verify-job.ts');
        return verifyJob(job, context, entries.worker);
      }
      case 'log-export': {
        const { exportLogFolder } = await import('../evidence/log-export-job.ts');
        return exportLogFolder(job, context);
      }
      case 'evidence-export': {
        const { exportEvidence } = await import('../evidence/evidence-export-job.ts');
        return exportEvidence(job, context);
      }
      case 'report-compose': {
        const { composeReport } = await import('../report/compose-job.ts');
        return composeReport(job, context);
      }
      case 'report-sign': {
        const { carryOut } = await import('../signing/sign-report.ts');
        return carryOut(job.request);
      }
      case 'evidence-verify': {
        const { verifyEvidence } = await import('../evidence/evidence-verify-job.ts');
        return verifyEvidence(job, context, entries.worker);
      }
      default:
        return assertNever(job);
    }
  };
