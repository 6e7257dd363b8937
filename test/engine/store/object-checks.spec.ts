/** Every kind of entry that the program records is compared with its table, or is known to have none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PAYLOAD_ERASED } from '../../../src/engine/store/audit/erase-salt.ts';
import { LOG_KEY_MADE } from '../../../src/engine/store/audit/log-keys.ts';
import { KINDS_WITHOUT_OBJECT, LEGACY_KINDS, OBJECT_CHECKS } from '../../../src/engine/store/audit/object-checks.ts';

const ENGINE = resolve(import.meta.dirname, '../../../src/engine');

/** Kinds that are written by a name. */
const NAMED: Readonly<Record<string, string>> = { PAYLOAD_ERASED, LOG_KEY_MADE };

/** Kinds in calls that record; the kind is the first thing an entry says. */
const recorded = (): readonly string[] => {
  const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(join(ENGINE, file), 'utf8').matchAll(/(?:record|recordSalted|append)\(\s*(?:[\w.]+, )?\{\s*kind: ([^,]+),/g)].map(
      (match) => match[1] as string,
    ),
  );
};

test('none is forgotten, none stands in two places, and none is out of use', () => {
  const known = [...OBJECT_CHECKS.flatMap((check) => check.kinds), ...KINDS_WITHOUT_OBJECT];
  const found = recorded().flatMap((kind) =>
    Object.hasOwn(NAMED, kind) ? [NAMED[kind] as string] : (kind.match(/(?<=')[a-z-]+\.[a-z-]+(?=')/g) ?? []),
  );
  expect(found.length).toBeGreaterThan(10);
  expect(known.toSorted()).toEqual([...new Set([...found, ...LEGACY_KINDS])].toSorted());
  expect(found).not.toEqual(expect.arrayContaining([expect.stringMatching(LEGACY_KINDS.join('|'))]));
});
