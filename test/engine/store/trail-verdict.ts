/** What verification says of a closed workspace file, and that it finds what somebody did to one. */
import { expect } from 'vitest';
import type { AuditVerdict } from '../../../src/engine/model/audit-entry.ts';
import { verifyJob } from '../../../src/engine/store/audit/verify-job.ts';
import { behindTheGuards } from './tamper.ts';

export const verify = (path: string): Promise<AuditVerdict> =>
  verifyJob({ workspacePath: path }, { progress: () => undefined, signal: new AbortController().signal });

/** Carries the statement out behind the guards; verification has to name this entry as the first that is wrong, and for such a reason. */
export const expectFound = async (
  path: string,
  sql: string,
  firstBad: { readonly index: number; readonly reason: RegExp },
): Promise<void> => {
  behindTheGuards(path, (database) => {
    database.pragma('ignore_check_constraints = ON');
    expect(database.prepare(sql).run().changes).toBeGreaterThan(0);
  });
  const verdict = await verify(path);
  expect(verdict.firstBad).toEqual({ index: firstBad.index, reason: expect.stringMatching(firstBad.reason) });
  expect(verdict.verdict).toBe('inconsistent');
};
