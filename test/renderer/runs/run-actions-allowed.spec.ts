/** What is offered for a run and its steps: nothing that the engine would refuse, and nothing kept away that it allows. */
import { describe, expect, it } from 'vitest';
import type { StepView } from '../../../src/engine/model/index.ts';
import { runActions, stepActions } from '../../../src/renderer/features/runs/run-actions-allowed.ts';

const step = (given: Partial<StepView>): StepView => ({
  path: 'a',
  name: 'a',
  title: 'A',
  type: 'task',
  needs: [],
  status: 'completed',
  attempts: [],
  ...given,
});
const ATTEMPT = { number: 1, status: 'faulted', startedAt: '2026-01-05T08:00:00.000Z', input: null } as const;
const NONE: ReadonlySet<string> = new Set();

describe('a run', () => {
  it('that has ended is not changed any more', () => {
    for (const status of ['completed', 'faulted', 'cancelled'] as const) expect(runActions(status)).toEqual([]);
  });

  it('is either suspended or resumed', () => {
    expect(runActions('waiting')).toEqual(['signal', 'suspend', 'cancel']);
    expect(runActions('suspended')).toEqual(['resume', 'signal', 'cancel']);
  });
});

describe('a step', () => {
  it('is tried again where it waits for a person, or for its next attempt', () => {
    for (const waitsFor of ['person', 'retry'] as const) {
      expect(stepActions('waiting', step({ status: 'waiting', waitsFor, attempts: [ATTEMPT] }), NONE)).toContain('retry');
      expect(stepActions('suspended', step({ status: 'waiting', waitsFor, attempts: [ATTEMPT] }), NONE)).toContain('retry');
    }
    expect(stepActions('waiting', step({ status: 'waiting', waitsFor: 'signal' }), NONE)).not.toContain('retry');
    expect(stepActions('running', step({ status: 'running', attempts: [ATTEMPT] }), NONE)).not.toContain('retry');
    expect(stepActions('faulted', step({ status: 'faulted', attempts: [ATTEMPT] }), NONE)).not.toContain('retry');
  });

  it('is redriven once its run has ended, for failed items or a dead letter', () => {
    const map = step({ type: 'map', items: { total: 9, open: 0, succeeded: 7, failed: 2 } });
    expect(stepActions('completed', map, NONE)).toContain('redrive');
    expect(stepActions('running', map, NONE)).not.toContain('redrive');
    expect(stepActions('completed', step({ status: 'faulted' }), new Set(['a']))).toContain('redrive');
    expect(stepActions('completed', step({ status: 'faulted' }), NONE)).not.toContain('redrive');
  });

  it('is forked from once it has begun, but not what undoes it', () => {
    expect(stepActions('completed', step({}), NONE)).toEqual(['fork']);
    expect(stepActions('completed', step({ path: 'a~undo', type: 'undo' }), NONE)).toEqual([]);
    expect(stepActions('completed', step({ status: 'skipped' }), NONE)).toEqual([]);
  });
});
