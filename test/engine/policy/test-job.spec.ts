/** Policy tests as a job: those of a file, the changes that they miss, how far it is, and that it stops when nobody wants it any more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../../../src/engine/job/protocol.ts';
import type { Json } from '../../../src/engine/model/index.ts';
import { runPolicyTests } from '../../../src/engine/policy/test-job.ts';
import { wholePolicy } from '../../../src/engine/policy/whole-policy.ts';

const templates = join(import.meta.dirname, '../../../templates/policies');
const ktap = wholePolicy(JSON.parse(readFileSync(join(templates, 'ky-ktap.json'), 'utf8')) as Json);

const watched = (signal: AbortSignal = new AbortController().signal) => {
  const told: JobProgress[] = [];
  return { told, signal, progress: (progress: JobProgress) => void told.push(progress) };
};

describe('the job of policy tests', () => {
  it("runs the policy's own tests, and tries no changes unless asked", async () => {
    const outcome = await runPolicyTests({ kind: 'policy-tests', policy: ktap, mutations: false }, watched());
    expect(outcome.report.passed).toBe(ktap.tests.length);
    expect(outcome).not.toHaveProperty('mutations');
  });

  it('tells how many of how many changes are tried', async () => {
    const watch = watched();
    const { mutations } = await runPolicyTests({ kind: 'policy-tests', policy: ktap, mutations: true }, watch);
    expect(watch.told.length).toBeGreaterThan(0);
    for (const { done, total } of watch.told) expect([total, done <= total]).toEqual([mutations?.tried, true]);
  });

  it('stops in the middle when it is cancelled, without an answer on changes', async () => {
    const controller = new AbortController();
    const watch = watched(controller.signal);
    const outcome = await runPolicyTests(
      { kind: 'policy-tests', policy: ktap, mutations: true },
      { signal: controller.signal, progress: (progress) => [watch.progress(progress), controller.abort()] },
    );
    expect(watch.told).toHaveLength(1);
    expect(outcome).not.toHaveProperty('mutations');
  });

  it('refuses a file with mistakes', async () => {
    const file = { name: 'tests.yaml', text: '- name: nothing is expected\n  period: 2025-11\n' };
    await expect(runPolicyTests({ kind: 'policy-tests', policy: ktap, file, mutations: false }, watched())).rejects.toMatchObject({
      failure: { kind: 'invalid', problems: [{ document: 'tests.yaml', row: 1 }] },
    });
  });
});
