/** `npm ci` refuses a lock file that leaves out a platform's optional package: a fresh clone could then not be set up anywhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

type Locked = { readonly version?: string; readonly integrity?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const folders = Object.keys(packages).filter((folder) => folder !== '');

const leftOut = (locked: Readonly<Record<string, Locked>>): readonly string[] =>
  Object.entries(locked).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !Object.keys(locked).some((other) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${folder} needs ${name}`),
  );

it('holds every optional package of every platform', () => {
  expect(leftOut({ 'node_modules/a': { optionalDependencies: { 'a-android': '1.0.0' } } })).toEqual(['node_modules/a needs a-android']);
  expect(leftOut(packages)).toEqual([]);
});

it('pins every package by version and integrity', () => {
  expect(folders.length).toBeGreaterThan(100);
  const loose = folders.filter((folder) => packages[folder]?.version === undefined || packages[folder]?.integrity === undefined);
  expect(loose).toEqual([]);
});
