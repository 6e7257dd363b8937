/** The table of operations: what each takes, and who may call it. Whoever loosens it has to say so here. */
import { describe, expect, it } from 'vitest';
import { type OperationName, operations } from '../../src/engine/contract.ts';

const names = Object.keys(operations) as OperationName[];
const takes = (name: OperationName, input: unknown): boolean => operations[name].input.safeParse(input).success;

describe('roles', () => {
  it('a viewer may open, close, verify, try, preview, cancel, witness, and decide what asks for their role, and give no other command', () => {
    const open = names.filter((name) => operations[name].kind === 'command' && operations[name].role === 'viewer');
    expect(open.filter((name) => !name.startsWith('signer.')).sort()).toEqual([
      'audit.verify',
      'evidence.verify',
      'policy.mutations',
      'report.preview',
      'run.decide',
      'task.cancel',
      'witness.cosign',
      'workspace.close',
      'workspace.open',
    ]);
  });

  it('signers belong to the machine, and to no role in a workspace', () => {
    for (const name of names.filter((other) => other.startsWith('signer.'))) expect(operations[name].role).toBe('viewer');
  });

  it('only an owner makes a workspace, says who is a member, and moves the key of the log; no query asks for an owner', () => {
    expect(names.filter((name) => operations[name].role === 'owner').sort()).toEqual([
      'logKey.export',
      'logKey.import',
      'member.set',
      'workspace.create',
    ]);
  });
});

describe('inputs', () => {
  it.each(names)('%s takes no field that it does not know', (name) => {
    expect(takes(name, { 'a field of nobody': 1 })).toBe(false);
    expect(takes(name, null)).toBe(false);
    expect(takes(name, [])).toBe(false);
  });

  it('pages are bounded, and begin at the beginning', () => {
    expect(operations['audit.list'].input.parse({})).toEqual({ after: 0, limit: 100 });
    for (const page of [{ limit: 0 }, { limit: 1_001 }, { limit: 1.5 }, { after: -1 }]) expect(takes('audit.list', page)).toBe(false);
    expect(takes('audit.list', { after: 5, limit: 1_000 })).toBe(true);
  });

  it('dates are days of the calendar', () => {
    const impact = { population: 'p', baseline: 'b', reforms: [{ reference: 'r' }] };
    expect(takes('impact.start', { ...impact, date: '2024-02-29' })).toBe(true);
    for (const date of ['2025-02-29', '2025-1-1', '01.02.2025', '2025-01-01T00:00:00Z', '']) {
      expect(takes('impact.start', { ...impact, date })).toBe(false);
    }
  });

  it('an impact has one to eight reforms and at most eight fields to group by', () => {
    const impact = (reforms: number, by: number) => ({
      population: 'p',
      baseline: 'b',
      date: '2025-01-01',
      reforms: Array.from({ length: reforms }, () => ({ reference: 'r' })),
      by: Array.from({ length: by }, (_, i) => `f${i}`),
    });
    expect([impact(0, 0), impact(1, 0), impact(8, 8), impact(9, 0), impact(1, 9)].map((input) => takes('impact.start', input))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('texts and names that could not be written down are told to whoever sends them', () => {
    const half = 'a\ud800';
    expect(takes('run.start', { template: 't', input: { a: [{ b: 'a\u{1f600}' }] } })).toBe(true);
    for (const input of [{ a: half }, { a: [{ b: half }] }, { [half]: 1 }])
      expect(takes('run.start', { template: 't', input })).toBe(false);
    expect(takes('run.signal', { run: 'r', signal: 's', data: { [half]: null } })).toBe(false);
    expect(takes('run.signal', { run: 'r', signal: half })).toBe(false);
    expect(takes('run.decide', { run: 'r', step: 's', decision: 'approved', form: half })).toBe(false);
  });

  it('texts are neither empty nor without end', () => {
    for (const name of ['', 'x'.repeat(4_097)]) expect(takes('workspace.create', { path: '/tmp/x', name })).toBe(false);
    expect(takes('workspace.create', { path: '/tmp/x', name: 'x'.repeat(4_096) })).toBe(true);
  });

  it('a document is published by its text or by its reference, never by both', () => {
    expect(takes('document.publish', { body: '{}' })).toBe(true);
    expect(takes('document.publish', { kind: 'policy', reference: 'p' })).toBe(true);
    expect(takes('document.publish', { body: '{}', kind: 'policy', reference: 'p' })).toBe(false);
  });
});
