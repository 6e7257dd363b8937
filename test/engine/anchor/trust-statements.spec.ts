/** What is said of a trail rests on what is named, and no more is said than that. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedLog, trustStatements } from '../../../src/engine/anchor/trust-statements.ts';
import type { Anchor, TrustStatement } from '../../../src/engine/model/trust.ts';
import { memoryLog } from '../../support/memory-log.ts';

const trail = memoryLog(100);
const fork = memoryLog(100, { branch: 'b', from: 30 });
const log: CheckedLog = { size: 80, root: trail.rootAt(80), objects: 12 };

const anchorAt = (size: number, more: Partial<Anchor> = {}): Anchor => ({
  kind: 'cosignature',
  by: 'probity-witness/1',
  at: `2026-01-01T00:00:${String(size % 60).padStart(2, '0')}.000Z`,
  outside: true,
  size,
  root: trail.rootAt(size),
  ...more,
});
const seenAt = (size: number, more: Partial<Anchor> = {}): Anchor =>
  anchorAt(size, { kind: 'sighting', by: 'this machine', outside: false, ...more });

const statementsOf = (anchors: readonly Anchor[], checked = log) =>
  trustStatements({ log: checked, anchors, rootAt: (size) => (size <= checked.size ? trail.rootAt(size) : undefined) });
const kindsOf = (statements: readonly TrustStatement[]): readonly string[] => statements.map(({ kind }) => kind);

test('without any anchor all of it rests on this machine alone', () => {
  expect(statementsOf([])).toEqual([
    { kind: 'consistent', size: 80, root: trail.rootAt(80), objects: 12 },
    { kind: 'unanchored', from: 0, entries: 80 },
  ]);
});

test('what comes after the newest anchor outside rests on this machine alone', () => {
  const newest = anchorAt(50);
  expect(statementsOf([anchorAt(20), newest, anchorAt(40)])).toEqual([
    { kind: 'consistent', size: 80, root: trail.rootAt(80), objects: 12 },
    { kind: 'anchored', anchor: newest },
    { kind: 'unanchored', from: 50, entries: 30, newest },
  ]);
});

test('this machine vouches for nothing to others', () => {
  expect(statementsOf([seenAt(80), anchorAt(50)])).toMatchObject([
    { kind: 'consistent' },
    { kind: 'anchored', anchor: { kind: 'cosignature', size: 50 } },
    { kind: 'anchored', anchor: { kind: 'sighting', size: 80 } },
    { kind: 'unanchored', from: 50, entries: 30, newest: { kind: 'cosignature' } },
  ]);
});

test('where an anchor outside covers every entry, nothing is left over', () => {
  expect(kindsOf(statementsOf([anchorAt(80)]))).toEqual(['consistent', 'anchored']);
});

test('an anchor beyond the trail shows that it was cut, or is an older copy', () => {
  expect(statementsOf([seenAt(90), seenAt(85), anchorAt(60)])).toMatchObject([
    { kind: 'consistent' },
    { kind: 'contradicted', anchor: { size: 90 }, reason: expect.stringMatching(/90 entries then, and now there are 80/) },
    { kind: 'anchored', anchor: { size: 60 } },
    { kind: 'unanchored', from: 60, entries: 20 },
  ]);
});

test('of a rewritten trail the first memory that it departed from is stated, and the newest that still agrees', () => {
  const memories = [10, 20, 40, 50, 70].map((size) => seenAt(size, { root: fork.rootAt(size) }));
  expect(statementsOf(memories)).toMatchObject([
    { kind: 'consistent' },
    { kind: 'contradicted', anchor: { size: 40 }, reason: expect.stringMatching(/first 40 entries/) },
    { kind: 'anchored', anchor: { size: 20 } },
    { kind: 'unanchored', from: 0, entries: 80 },
  ]);
});

test('a contradicted anchor is none to rest on', () => {
  const bad = anchorAt(70, { root: fork.rootAt(70), by: 'probity-witness/2' });
  expect(statementsOf([bad, anchorAt(25)])).toMatchObject([
    { kind: 'consistent' },
    { kind: 'contradicted', anchor: { by: 'probity-witness/2' } },
    { kind: 'anchored', anchor: { size: 25 } },
    { kind: 'unanchored', from: 25, entries: 55, newest: { size: 25 } },
  ]);
});

test('a finding inside is said first, and what anchors say of it after', () => {
  const finding = { index: 33, reason: 'its bytes do not have the hash that was kept with it' };
  expect(statementsOf([anchorAt(70, { root: fork.rootAt(70) })], { ...log, finding })).toMatchObject([
    { kind: 'inconsistent', ...finding },
    { kind: 'contradicted' },
    { kind: 'unanchored', from: 0, entries: 80 },
  ]);
});

describe('law', () => {
  const anchor = fc
    .record({ size: fc.integer({ min: 1, max: 100 }), isForked: fc.boolean(), outside: fc.boolean(), by: fc.constantFrom('a', 'b') })
    .map(({ size, isForked, outside, by }) => anchorAt(size, { by, outside, root: (isForked ? fork : trail).rootAt(size) }));

  test('nothing is anchored that does not agree, and what is left over begins after the newest outside that does', () => {
    fc.assert(
      fc.property(fc.array(anchor, { maxLength: 12 }), (anchors) => {
        const agrees = ({ size, root }: Anchor): boolean => size <= log.size && root === trail.rootAt(size);
        const statements = statementsOf(anchors);
        for (const statement of statements) {
          if (statement.kind === 'anchored') expect(agrees(statement.anchor)).toBe(true);
          if (statement.kind === 'contradicted') expect(agrees(statement.anchor)).toBe(false);
        }
        const outside = anchors.filter((one) => one.outside && agrees(one)).map(({ size }) => size);
        const from = Math.max(0, ...outside);
        const left = statements.find(({ kind }) => kind === 'unanchored');
        expect(left).toEqual(from === log.size ? undefined : expect.objectContaining({ from, entries: log.size - from }));
        expect(kindsOf(statements).includes('contradicted')).toBe(anchors.some((one) => !agrees(one)));
      }),
    );
  });
});
