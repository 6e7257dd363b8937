/** What a bundle says of who made it, when and with which build is held to the log, whatever else of the log is put in that place. */
import { beforeAll, expect, it } from 'vitest';
import { entryPath, proofPath } from '../../../src/engine/evidence/bundle-paths.ts';
import { verifyBundle } from '../../../src/engine/evidence/verify/verify-bundle.ts';
import type { AuditEntry } from '../../../src/engine/model/audit-entry.ts';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import { proveEntry } from '../../../src/engine/store/audit/prove-entry.ts';
import { evidenceStore, zipped } from '../../support/evidence-workspace.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { changeJson, type Files, forged, jsonIn, unpacked } from '../../support/forged-bundle.ts';
import { TEST_BUILD } from '../../support/test-port.ts';

const folder = fileFolder();
const UNITS = 70;

let bundle: Uint8Array;
/** The entry that prepared an earlier bundle of the same run and cases, with its proof under the checkpoint of `bundle`. */
let earlier: Files;

const preparedPath = (files: Files): string => entryPath(jsonIn<EvidenceManifest>(files, 'manifest.json').checkpoint.size - 1);

beforeAll(() => {
  const store = evidenceStore(folder, 'who made it', UNITS);
  const before = preparedPath(unpacked(zipped(store, { units: ['unit-3'] })));
  bundle = zipped(store, { units: ['unit-3'] });
  const { index, entry, proof } = store.read((reader) => proveEntry(reader, Number(/\d+/.exec(before))));
  earlier = new Map([
    [entryPath(index), Buffer.from(entry)],
    [proofPath(index), Buffer.from(proof)],
  ]);
  store.close();
});

/** What the first bad check says; undefined where the bundle would be accepted. */
const refusal = (bytes: Uint8Array): string | undefined =>
  verifyBundle(bytes, undefined).checks.find(({ outcome }) => outcome === 'bad')?.found;

const changeManifest = (files: Files, change: (manifest: EvidenceManifest) => void): void => changeJson(files, 'manifest.json', change);

const withoutEntry = (files: Files): void => {
  const path = preparedPath(files);
  for (const each of [path, path.replace('json', 'tlog-proof')]) files.delete(each);
};

const withEarlier = (files: Files): void => {
  for (const [path, bytes] of earlier) files.set(path, bytes);
};

it('is told in words', () => {
  const told = verifyBundle(bundle, undefined).checks.find(({ what }) => what.startsWith('The log says by whom'));
  const { made } = jsonIn<EvidenceManifest>(unpacked(bundle), 'manifest.json');
  expect(told).toMatchObject({ outcome: 'good' });
  expect(told?.found).toMatch(`By "ada" on ${made.at}, with Probity`);
  expect(told?.found).toMatch(`of the build ${TEST_BUILD}: so says the last entry under the checkpoint`);
});

const attacks: readonly (readonly [name: string, change: (files: Files) => void, says: RegExp])[] = [
  [
    'another maker',
    (files) => changeManifest(files, ({ made }) => Object.assign(made, { by: 'eve' })),
    /^manifest\.json: it was made on .* by "eve"; entry \d+ says on .* by "ada"/,
  ],
  [
    'another time',
    (files) => changeManifest(files, ({ made }) => Object.assign(made, { at: '2020-01-01T00:00:00.000Z' })),
    /^manifest\.json: it was made on 2020-.* says on 2026-/,
  ],
  [
    'another build',
    (files) => changeManifest(files, ({ program }) => Object.assign(program, { build: '3'.repeat(64) })),
    /^manifest\.json: it names the program \d.* of the build 3{64}; entry \d+ names another/,
  ],
  [
    'another version of the program',
    (files) => changeManifest(files, ({ program }) => Object.assign(program, { version: '9.0.0' })),
    /^manifest\.json: it names the program 9\.0\.0/,
  ],
  ['no entry', withoutEntry, /"evidence\.prepared" about run run-1\. A bundle has the one/],
  [
    'the entry of an earlier bundle, with its proof',
    (files) => {
      withoutEntry(files);
      withEarlier(files);
      const [path = ''] = earlier.keys();
      const { at, actor: by } = jsonIn<AuditEntry>(files, path);
      changeManifest(files, ({ made }) => Object.assign(made, { at, by }));
    },
    /^entries\/\d+\.json: it was recorded for another export; that of this bundle is the last entry under its checkpoint/,
  ],
  ['the entry of an earlier bundle as well', withEarlier, /both say "evidence\.prepared"/],
  [
    'a case less',
    (files) => {
      for (const name of ['case', 'explanation']) files.delete(`cases/1/${name}.json`);
    },
    /^entries\/\d+\.json: the bundle was to disclose 1 case; it discloses 0\./,
  ],
];

it.each(attacks)('is refused with %s', (_, change, says) => {
  expect(refusal(bundle)).toBeUndefined();
  expect(refusal(forged(bundle, change))).toMatch(says);
});

type Branch = { [name: string]: unknown };

/** Each text and number of a manifest but for its list of files, with what it stands in. */
const leavesOf = (branch: Branch): readonly { readonly branch: Branch; readonly name: string }[] =>
  Object.entries(branch)
    .filter(([name]) => name !== 'files')
    .flatMap(([name, value]) => (typeof value === 'object' && value !== null ? leavesOf(value as Branch) : [{ branch, name }]));

it('stands in a manifest of which no other value can be changed either', () => {
  const count = leavesOf(jsonIn(unpacked(bundle), 'manifest.json')).length;
  expect(count).toBeGreaterThan(20);
  for (let at = 0; at < count; at++) {
    let changed = '';
    const other = forged(bundle, (files) =>
      changeJson<Branch>(files, 'manifest.json', (manifest) => {
        const { branch, name } = leavesOf(manifest)[at] as ReturnType<typeof leavesOf>[number];
        const value = branch[name];
        changed = `${name} ${value}`;
        branch[name] = typeof value === 'number' ? value + 1 : `${value}`.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      }),
    );
    expect(refusal(other), changed).toBeDefined();
  }
});
