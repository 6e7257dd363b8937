/** Statements of a verdict in words: none is said without what it rests on, and none sounds better than it is. */
import { describe, expect, it } from 'vitest';
import type { Anchor, AnchorKind, TrustStatement } from '../../../src/engine/model/index.ts';
import { inOrderOfNeed, shortName, trustText } from '../../../src/renderer/components/trust-text.ts';

const ROOT = 'ab'.repeat(32);
const KINDS: readonly AnchorKind[] = ['sighting', 'checkpoint', 'cosignature', 'timestamp', 'report'];

const anchor = (kind: AnchorKind): Anchor => ({
  kind,
  size: 12,
  root: ROOT,
  by: 'Reviewer A',
  at: '2026-03-01T10:00:00Z',
  outside: kind !== 'sighting',
});

const statements: readonly TrustStatement[] = [
  { kind: 'consistent', size: 20, root: ROOT, objects: 5 },
  { kind: 'inconsistent', index: 7, reason: 'its hash is another' },
  ...KINDS.map((kind): TrustStatement => ({ kind: 'anchored', anchor: anchor(kind) })),
  ...KINDS.map((kind): TrustStatement => ({ kind: 'contradicted', anchor: anchor(kind), reason: 'the root over 12 entries is another' })),
  { kind: 'unanchored', from: 12, entries: 8, newest: anchor('cosignature') },
  { kind: 'unanchored', from: 0, entries: 20 },
];

describe('a statement', () => {
  it.each(statements)('of kind $kind says what it rests on', (statement) => {
    const { title, text, restsOn } = trustText(statement);
    for (const words of [title, text, restsOn]) expect(words.length).toBeGreaterThan(10);
  });

  it('has a tone: contradictions and faults are bad, and what nobody vouches for is open', () => {
    const tones = Object.fromEntries(statements.map((statement) => [statement.kind, trustText(statement).tone]));
    expect(tones).toEqual({ consistent: 'good', inconsistent: 'bad', anchored: 'good', contradicted: 'bad', unanchored: 'open' });
  });

  it('that nothing outside vouches names the first such entry and how many there are', () => {
    const { title, text } = trustText({ kind: 'unanchored', from: 12, entries: 8, newest: anchor('cosignature') });
    expect(title).toBe('From entry 12 on, nothing outside vouches: 8 entries');
    expect(text).toContain('Reviewer A');
    expect(trustText({ kind: 'unanchored', from: 0, entries: 20 }).text).toContain('Nothing outside of this machine');
  });

  it('of a memory on this machine never claims to lie outside', () => {
    expect(trustText({ kind: 'anchored', anchor: anchor('sighting') }).restsOn).not.toContain('outside of this machine.');
    expect(trustText({ kind: 'anchored', anchor: anchor('cosignature') }).restsOn).toContain('outside of this machine.');
  });

  it('that contradicts gives the reason as a sentence', () => {
    const { text } = trustText({ kind: 'contradicted', anchor: anchor('report'), reason: 'the root over 12 entries is another' });
    expect(text).toMatch(/The root over 12 entries is another\.$/);
  });

  it('of a file claims nothing about what is not in it', () => {
    const { text, restsOn } = trustText({ kind: 'consistent', size: 20, root: ROOT, objects: 1 }, 'file');
    expect(`${text} ${restsOn}`).not.toMatch(/[Ee]very entry|workspace/);
    expect(trustText({ kind: 'unanchored', from: 0, entries: 20 }, 'file').restsOn).toContain('log key');
  });

  it('of a key that came with a file says whose it may be, and claims no place for it', () => {
    const came = { ...anchor('cosignature'), outside: false };
    const { restsOn } = trustText({ kind: 'anchored', anchor: came }, 'file');
    expect(restsOn).toContain('whoever made the file may have made it');
    expect(restsOn).not.toContain('this machine');
    expect(trustText({ kind: 'anchored', anchor: came }).restsOn).toContain('Whoever controls this machine');
  });

  it('that speaks against the trail is read first', () => {
    const ordered = inOrderOfNeed(statements).map(({ kind }) => kind);
    expect(ordered.slice(0, 6)).toEqual(['inconsistent', ...KINDS.map(() => 'contradicted')]);
    expect(ordered.slice(6)).toEqual(['consistent', ...KINDS.map(() => 'anchored'), 'unanchored', 'unanchored']);
  });

  it('has a name that ends in a hash by its first digits', () => {
    expect(shortName(`witness/${'0123456789abcdef'.repeat(4)}`)).toBe('witness/0123456789ab…');
    expect(shortName('probity/01a1f996-b028-773f-8a88-c579037c842c')).toBe('probity/01a1f996-b028-773f-8a88-c579037c842c');
  });
});
