/** A run reads as a tree of steps in time, with what went wrong and what it waits for. */
import { describe, expect, it } from 'vitest';
import type { RunView, StepView } from '../../../../src/engine/model/index.ts';
import { describeRun } from '../../../../src/main/command-line/run/describe-run.ts';

const at = (ms: number): string => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

const step = (path: string, more: Partial<StepView> = {}): StepView => ({
  path,
  name: path,
  title: path,
  type: 'task',
  needs: [],
  status: 'completed',
  attempts: [],
  ...more,
});

const run = (more: Partial<RunView>): RunView => ({
  id: 'r1',
  template: { id: 'pipe', version: '1.0.0', hash: 'h' },
  title: 'A pipe',
  status: 'completed',
  actor: 'ada',
  createdAt: at(0),
  endedAt: at(1_500),
  input: {},
  pins: [],
  steps: [],
  ...more,
});

const lines = (more: Partial<RunView>): string => describeRun(run(more)).join('\n');

describe('a run as lines', () => {
  it('begins with what it is, how it went and what it came from', () => {
    const forkOf = { run: 'r0', step: 'load' };
    const pins = [{ kind: 'policy', reference: 'p', id: 'p', version: '2.0.0', hash: 'abcdef0123456789ff' }] as const;
    expect(describeRun(run({ forkOf, pins })).slice(0, 5)).toEqual([
      'r1  pipe@1.0.0  completed in 1.5 s',
      'A pipe',
      `started ${at(0)} by ada, ended ${at(1_500)}`,
      'forked from r0 at step load',
      'uses policy p@2.0.0 (abcdef0123456789)',
    ]);
  });

  it('says what was wrong with what a step was given', () => {
    const problems = [{ pointer: '/date', message: '"2025-02-30" stands here', expected: 'a date' }];
    const text = lines({ status: 'faulted', failure: { kind: 'invalid', message: 'The input does not fit.', problems } });
    expect(text).toMatch(/^r1 .*: The input does not fit\.\n {2}\/date: "2025-02-30" stands here\. Expected: a date\.\nA pipe$/m);
  });

  it('has a line for each step, further in for what is inside of one, with when it began and how long it took', () => {
    const attempts = [{ number: 1, status: 'completed', startedAt: at(20), endedAt: at(320), input: null }] as const;
    const text = lines({ steps: [step('both', { type: 'parallel' }), step('both/left/check', { attempts, endedAt: at(320) })] });
    expect(text).toMatch(/^both +parallel +completed$/m);
    expect(text).toMatch(/^ {2}left\/check +task +completed +1 +20 ms +300 ms$/m);
  });

  it('tells of every attempt where there was more than one', () => {
    const failure = { kind: 'busy', message: 'not yet' } as const;
    const attempts = [
      { number: 1, status: 'faulted', startedAt: at(0), endedAt: at(10), input: null, failure },
      { number: 2, status: 'completed', startedAt: at(1_010), endedAt: at(1_020), input: null },
    ] as const;
    const text = lines({ steps: [step('shaky', { attempts, endedAt: at(1_020) })] });
    expect(text).toMatch(/^shaky +task +completed +2 +0 ms +1\.0 s$/m);
    expect(text).toMatch(/^ {2}· attempt 1 +faulted +0 ms +10 ms +not yet$/m);
    expect(text).toMatch(/^ {2}· attempt 2 +completed +1\.0 s +10 ms$/m);
  });

  it('has no end of rounds', () => {
    const steps = [step('again', { type: 'loop' }), ...Array.from({ length: 1_001 }, (_, i) => step(`again/${i + 1}/work`))];
    const text = lines({ steps });
    expect(text).toMatch(/^ {2}999\/work .*\n… and 2 more steps \(all of them with --json\)$/m);
    expect(text).not.toContain('1000/work');
  });

  it('ends with what it gave, cut where that is long', () => {
    expect(lines({ output: { benefit: '1/3' } })).toMatch(/\n\nOutput: {"benefit":"1\/3"}$/);
    expect(lines({ output: null })).not.toContain('Output');
    expect(lines({ output: 'x'.repeat(2_000) })).toMatch(/Output: "x{999}… \(all of it with --json\)$/);
  });

  it('counts the items of a map', () => {
    const items = { total: 50_000, open: 8, succeeded: 412, failed: 12 };
    expect(lines({ steps: [step('each', { type: 'map', status: 'running', items })] })).toContain(
      '50,000 items: 412 completed, 12 failed, 8 under way',
    );
  });

  it('says why it waits in whole sentences, and what would move it on', () => {
    const why = `It waits for the decision of somebody who is ${'"very important" and '.repeat(6)}patient.`;
    const steps = [step('ask', { type: 'approval', status: 'waiting', waitsFor: 'approval', why, readyAt: at(0) })];
    const text = lines({ status: 'waiting', steps, awaits: ['approval', 'signal'] });
    expect(text).toContain(`  ask: ${why}`);
    expect(text).toContain('Run r1 waits for a decision ("run decide") and a signal ("run signal").');
  });
});
