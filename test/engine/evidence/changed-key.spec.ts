/** A log that goes on under another key, as on a machine that does not hold its first: the bundle says so, and nobody can leave it out. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseVerifierKey, type VerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import { verifyBundle } from '../../../src/engine/evidence/verify/verify-bundle.ts';
import type { LogKeyring } from '../../../src/engine/identity/log-keyring.ts';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import { logOrigin } from '../../../src/engine/store/audit/log-keys.ts';
import { setMember } from '../../../src/engine/store/member/member-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { evidenceStore, zipped } from '../../support/evidence-workspace.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { changeJson, forged, jsonIn, unpacked } from '../../support/forged-bundle.ts';
import { memoryLogKeyring } from '../../support/memory-log-keyring.ts';
import { testWorld } from '../../support/test-world.ts';

const folder = fileFolder();
let bundle: Uint8Array;
let unchanged: Uint8Array;
let returned: Uint8Array;
let keys: EvidenceManifest['log']['keys'];

const keysOf = (bytes: Uint8Array): EvidenceManifest['log']['keys'] => jsonIn<EvidenceManifest>(unpacked(bytes), 'manifest.json').log.keys;

/** Opens it on a machine, and gives the bundle that is made there. */
const bundleOn = (machine: string, logKeys: LogKeyring, work: (store: Store) => void, workspace = 'keys'): Uint8Array => {
  const store = openStore(join(folder, `${workspace}.probity`), { ...testWorld(machine), logKeys });
  work(store);
  const made = zipped(store, { units: ['unit-3'] });
  store.close();
  return made;
};

const change = (store: Store): void => store.change('ada', (writer) => setMember(writer, { name: 'bob', roles: ['viewer'] }));

beforeAll(() => {
  evidenceStore(folder, 'keys').close();
  const another = memoryLogKeyring();
  unchanged = bundleOn('another machine', another, () => undefined);
  bundle = bundleOn('another machine', another, change);
  bundleOn('a third machine', memoryLogKeyring(), change);
  returned = bundleOn('another machine', another, change);
  keys = keysOf(bundle);
});

const refusal = (bytes: Uint8Array, logKey?: VerifierKey): string | undefined =>
  verifyBundle(bytes, logKey).checks.find(({ outcome }) => outcome === 'bad')?.found;

const keyAt = (at: number): VerifierKey => parseVerifierKey(keys[at]?.key ?? '') as VerifierKey;

it('is accepted under its newest key, with both named', () => {
  expect(keys).toHaveLength(2);
  expect(refusal(bundle, keyAt(1))).toBeUndefined();
});

it('is refused by whoever was handed the first key, who is told that it was replaced', () => {
  expect(refusal(bundle, keyAt(0))).toMatch(/is an earlier key of this log, which the bundle says was replaced/);
});

it('is signed by the key of the machine that it is made on, where nothing else was changed there: the log says who makes it', () => {
  expect(keysOf(unchanged)).toEqual(keys);
  expect(refusal(unchanged, keyAt(1))).toBeUndefined();
  expect(refusal(unchanged, keyAt(0))).toMatch(/is an earlier key of this log/);
});

it('is accepted under a key that came back after another, and refused under the one between', () => {
  const [first, second, third, fourth] = keysOf(returned);
  expect([first, second]).toEqual(keys);
  expect(fourth?.key).toBe(second?.key);
  expect(refusal(returned, keyAt(1))).toBeUndefined();
  expect(refusal(returned, parseVerifierKey(third?.key ?? '') as VerifierKey)).toMatch(/is an earlier key of this log/);
});

it('is accepted where two machines changed the workspace in turn a hundred times', () => {
  const machines = [memoryLogKeyring(), memoryLogKeyring()];
  let turn = 0;
  const ring = (): LogKeyring => machines[turn % 2] as LogKeyring;
  const logKeys: LogKeyring = { find: (origin) => ring().find(origin), keep: (origin, seed) => ring().keep(origin, seed) };
  const store = evidenceStore(folder, 'in turn', 70);
  const origin = store.read(logOrigin);
  store.close();
  for (const [n, machine] of machines.entries()) machine.keep(origin, Buffer.alloc(32, n + 1));
  const made = bundleOn(
    'both machines',
    logKeys,
    (opened) => {
      for (turn = 1; turn <= 100; turn++) opened.takeLogKey('ada');
    },
    'in turn',
  );
  expect(keysOf(made)).toHaveLength(101);
  expect(refusal(made)).toBeUndefined();
});

describe('is refused', () => {
  const change = (edit: (log: { keys: { key: string; entry: number }[] }) => void): Uint8Array =>
    forged(bundle, (files) =>
      changeJson<{ log: { keys: { key: string; entry: number }[] } }>(files, 'manifest.json', ({ log }) => edit(log)),
    );

  it('where the manifest leaves one of them out', () => {
    expect(refusal(change((log) => log.keys.pop()))).toMatch(/^checkpoint: it is not signed by the newest key/);
    expect(refusal(change((log) => log.keys.shift()))).toMatch(
      /^entries\/0\.json: it names a key of the log that manifest\.json leaves out/,
    );
  });

  it('where the entry that names the newer one is missing', () => {
    const without = forged(bundle, (files) => {
      files.delete(`entries/${keys[1]?.entry}.json`);
      files.delete(`entries/${keys[1]?.entry}.tlog-proof`);
    });
    expect(refusal(without)).toMatch(/^entries\/\d+\.json is missing: it would have to name a key/);
  });

  it('where they are said to be of other entries', () => {
    const swapped = change((log) => {
      log.keys = log.keys.map(({ key }, at) => ({ key, entry: log.keys[1 - at]?.entry ?? 0 }));
    });
    expect(refusal(swapped)).toMatch(/do not stand in the order of their entries/);
  });
});
