/** Statements of a verdict on a terminal: none claims more than what it rests on. */
import { expect, it } from 'vitest';
import type { Anchor, AnchorKind } from '../../../src/engine/model/index.ts';
import { describeStatements } from '../../../src/main/command-line/describe-statements.ts';

const ROOT = 'ab'.repeat(32);
const anchor = (kind: AnchorKind, more: Partial<Anchor> = {}): Anchor => ({
  kind,
  size: 12,
  root: ROOT,
  by: 'somebody',
  at: '2026-03-01T10:00:00Z',
  outside: true,
  ...more,
});
const restsOn = (of: Anchor, subject?: 'file'): string => describeStatements([{ kind: 'anchored', anchor: of }], subject)[1] ?? '';

it('a checkpoint that no known key signed rests on whoever kept it, and on no key', () => {
  expect(restsOn(anchor('checkpoint'))).toBe('  rests on: whoever kept that file');
  expect(restsOn(anchor('checkpoint', { fingerprint: ROOT }))).toMatch(/the key of the log signed it, fingerprint/);
});

it('a key that came with a file is told as such, and one that is known here is not', () => {
  const came = anchor('cosignature', { fingerprint: ROOT, outside: false });
  expect(restsOn(came, 'file')).toMatch(/fingerprint [0-9a-f]{64}, as it came: whoever made the file may have made that/);
  expect(restsOn({ ...came, outside: true }, 'file')).not.toMatch(/as it came/);
  expect(restsOn(came)).not.toMatch(/as it came/);
});

it('a file is not spoken of as a workspace', () => {
  const said = describeStatements(
    [
      { kind: 'consistent', size: 20, root: ROOT, objects: 5 },
      { kind: 'unanchored', from: 12, entries: 8, newest: anchor('cosignature') },
      { kind: 'unanchored', from: 0, entries: 20 },
    ],
    'file',
  ).join('\n');
  expect(said).not.toMatch(/workspace|this machine/);
  expect(said).toContain('the last 8 entries, from entry 12 on, but whoever holds the key of the log');
});
