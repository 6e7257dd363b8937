/** Keys of witnesses that a person gives are looked for on every state of the log that a file has, and times that nobody can have seen are told. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFindings } from '../../../src/engine/evidence/verify/bundle-findings.ts';
import { notChecked } from '../../../src/engine/evidence/verify/check.ts';
import { futureTimes, type StatedTime } from '../../../src/engine/evidence/verify/future-times.ts';
import { givenKeys } from '../../../src/engine/evidence/verify/known-keys.ts';
import type { Findings } from '../../../src/engine/evidence/verify/verified-file.ts';
import { verifyCheckpoint } from '../../../src/engine/evidence/verify/verify-checkpoint.ts';
import { verifyProof } from '../../../src/engine/evidence/verify/verify-proof.ts';
import { verifyFile } from '../../../src/engine/evidence/verify-file.ts';
import { createJobFunction } from '../../../src/engine/job/run-job.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { LOG_KEY, plainBundle, WITNESS_KEY, zipOf } from '../../support/plain-bundle.ts';
import { cosigned, plainKey, verifierKeyOf } from '../../support/plain-keys.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { inProcessRunner, testPort } from '../../support/test-port.ts';

const given = (...witnesses: readonly string[]) => givenKeys({ logKey: verifierKeyOf(LOG_KEY), witnessKeys: witnesses });
const { log, witnesses } = given(verifierKeyOf(WITNESS_KEY));
const keys = log === undefined ? [] : [log];
const AT = 1_767_225_600;

const files = plainBundle();
const textOf = (path: string): string => Buffer.from(files.get(path) as Uint8Array).toString();
const seen = {
  kind: 'cosignature',
  size: 12,
  outside: true,
  by: WITNESS_KEY.name,
  at: '2026-01-01T00:00:00.000Z',
  fingerprint: sha256Hex(WITNESS_KEY.publicKey),
};
const ofWitness = ({ checks }: Findings) => checks.filter(({ what }) => what.startsWith('The witness'));

describe('a witness whose key was given', () => {
  it('vouches for a checkpoint that it cosigned', () => {
    const found = verifyCheckpoint(Buffer.from(cosigned(textOf('checkpoint'), WITNESS_KEY, AT)), keys, witnesses);
    expect(ofWitness(found)).toEqual([expect.objectContaining({ outcome: 'good' })]);
    expect(found.witnessed).toEqual([expect.objectContaining(seen)]);
  });

  it('vouches for the checkpoint that a proof ends with', () => {
    const proof = cosigned(textOf('checkpoint'), WITNESS_KEY, AT);
    const bytes = Buffer.from(textOf('entries/5.tlog-proof').replace(textOf('checkpoint'), proof));
    const found = verifyProof(bytes, { name: '5.json', bytes: files.get('entries/5.json') }, keys, witnesses);
    expect(found.checks.map(({ outcome }) => outcome)).toEqual(['good', 'good', 'good', 'good']);
    expect(found.witnessed).toEqual([expect.objectContaining(seen)]);
    expect(found.stated).toEqual([{ what: 'entry 5', at: '2026-01-01T00:00:15.000Z' }]);
  });

  it('that signed nothing is told, and holds nothing up', () => {
    const found = verifyCheckpoint(files.get('checkpoint') as Uint8Array, keys, witnesses);
    expect(ofWitness(found)).toEqual([
      expect.objectContaining({ outcome: 'not-checked', found: expect.stringContaining('No cosignature with this key') }),
    ]);
    expect(found.witnessed).toEqual([]);
  });

  it('whose cosignature is wrong refuses the file', () => {
    const other = cosigned(textOf('checkpoint').replace('\n12\n', '\n13\n'), WITNESS_KEY, AT).split('\n').at(-2);
    const found = verifyCheckpoint(Buffer.from(`${textOf('checkpoint')}${other}\n`), keys, witnesses);
    expect(ofWitness(found)).toEqual([
      expect.objectContaining({ outcome: 'bad', found: expect.stringContaining('no good cosignature of "audit-office.example"') }),
    ]);
  });

  it('of a time that no date can be made of refuses the file', () => {
    const found = verifyCheckpoint(Buffer.from(cosigned(textOf('checkpoint'), WITNESS_KEY, 2 ** 50)), keys, witnesses);
    expect(ofWitness(found)).toEqual([expect.objectContaining({ outcome: 'bad' })]);
  });

  it('is found on the anchors of a bundle, and is asked for once', async () => {
    const rerun = async () => notChecked('run again', 'not here');
    const twice = [verifierKeyOf(WITNESS_KEY), ` ${verifierKeyOf(WITNESS_KEY)}\n`, verifierKeyOf(plainKey('good', 4))];
    const found = await bundleFindings(zipOf(files), givenKeys({ witnessKeys: twice }), rerun);
    expect(ofWitness(found)).toEqual([
      expect.objectContaining({ outcome: 'good', found: expect.stringContaining(`says to have seen 12 entries on ${seen.at}`) }),
      expect.objectContaining({ outcome: 'not-checked' }),
    ]);
    expect(found.witnessed).toEqual([
      expect.objectContaining(seen),
      expect.objectContaining({ by: WITNESS_KEY.name, at: '2025-12-31T00:00:00.000Z' }),
    ]);
    expect(found.stated?.map(({ what }) => what)).toEqual([
      'the manifest, of the making of the bundle,',
      expect.stringMatching(/^entry \d+, the newest/),
    ]);
  });
});

it.each([
  [
    'nonsense',
    /^The key of a witness cannot be read\. A verifier key is "<name>\+<8 hexadecimal digits>\+<base64>"; this is not one: "nonsense"/,
  ],
  [verifierKeyOf(LOG_KEY), /"probity\/town-1", which was given for a witness, is that of a log; the key of a witness is expected/],
  [verifierKeyOf({ ...WITNESS_KEY, publicKey: Buffer.alloc(32) }), /anybody can sign with/],
])('takes %s for no key of a witness', (key, says) => {
  expect(() => given(verifierKeyOf(plainKey('good', 4)), key)).toThrow(says);
});

it('tells of times in a bundle that lie after the clock of the machine that checks it', async () => {
  const path = join(scratchFolder(), 'evidence.zip');
  writeFileSync(path, zipOf(files));
  const jobs = inProcessRunner(createJobFunction({ worker: 'none' }));
  const limitsAt = async (now: string): Promise<readonly string[]> => {
    const port = testPort({ jobs, clock: createManualClock(now) });
    const { limits } = await verifyFile(
      { store: undefined, port },
      { path, rerun: false },
      { signal: new AbortController().signal, progress: () => undefined },
    );
    return limits.filter((limit) => limit.startsWith('When: '));
  };
  expect(await limitsAt('2030-01-01T00:00:00.000Z')).toEqual([]);
  expect(await limitsAt('2025-12-31T12:00:00.000Z')).toEqual([
    expect.stringMatching(
      /^When: the manifest, of the making of the bundle, states 2026-01-01T00:00:21\.000Z, which lies after this machine's clock, 2025/,
    ),
    expect.stringMatching(/^When: entry 11, the newest in the bundle, states 2026-01-01T00:00:21\.000Z/),
    expect.stringMatching(/^When: the cosignature of "audit-office\.example" states 2026-01-01/),
    expect.stringMatching(/^When: the timestamp of "Test Time Authority" states 2026-11-20/),
  ]);
});

it('says of a time after the clock of this machine that it shows nothing, and of none that a clock may differ by', () => {
  const stated = (at: string): StatedTime => ({ what: 'the timestamp of "A"', at });
  const now = '2026-01-01T00:00:00.000Z';
  expect(futureTimes(['2025-12-31T23:00:00.000Z', '2026-01-01T00:05:00.000Z', '', 'once'].map(stated), now)).toEqual([]);
  const later = '2026-01-01T00:05:01.000Z';
  expect(futureTimes([stated(later), stated(later)], now)).toEqual([
    `When: the timestamp of "A" states ${later}, which lies after this machine's clock, ${now}. One of the two is wrong, and that time shows nothing.`,
  ]);
});
