/** The folder of the signers: what is kept, who may read it, and what hostile files do to it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueOffice, issueSigner } from '../../../src/engine/identity/issue-certificate.ts';
import { lockedRecord } from '../../../src/engine/identity/locked-record.ts';
import { newKey } from '../../../src/engine/identity/new-key.ts';
import { openSignerFolder } from '../../../src/engine/identity/signer-folder.ts';
import { certificateFacts, idOf, recordText, type SignerRecord } from '../../../src/engine/identity/signer-record.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { issueSigner as issueAny, issueRoot } from '../signing/test-office.ts';

const AT = '2026-03-01T00:00:00.000Z';
const records: SignerRecord[] = [];

beforeAll(async () => {
  const key = await newKey('ecdsa-p256');
  const office = { key, certificate: await issueOffice({ name: 'Office' }, { key, at: AT }) };
  const signerOf = async (name: string) => {
    const own = await newKey('ecdsa-p256');
    return { key: own, certificate: await issueSigner({ name, key: own }, { office, at: AT }), chain: [office.certificate] };
  };
  const { key: _, ...bea } = await signerOf('Bea');
  const { key: __, ...cem } = await signerOf('Cem');
  records.push(
    await lockedRecord('key-file', await signerOf('Ada'), 'some passphrase here'),
    { kind: 'detached', ...bea },
    { kind: 'token', ...cem, place: { modulePath: '/usr/lib/x.so', serial: '1', label: 'Cem', keyId: '01', pinPad: false } },
    await lockedRecord('office', { ...office, chain: [] }, 'some passphrase here'),
  );
});

const filled = async (): Promise<{ readonly machine: string; readonly files: string }> => {
  const machine = join(scratchFolder(), 'machine');
  for (const record of records) await openSignerFolder(machine).add(record);
  return { machine, files: join(machine, 'signers') };
};

describe('the folder of the signers', () => {
  it('gives back what was kept, by name, and has nothing at first', async () => {
    expect(await openSignerFolder(join(scratchFolder(), 'new')).list()).toEqual({ records: [], unreadable: [] });
    const { machine } = await filled();
    const { records: listed, unreadable } = await openSignerFolder(machine).list();
    expect(unreadable).toEqual([]);
    expect(listed.map(({ kind, certificate }) => [kind, certificate.name])).toEqual([
      ['key-file', 'Ada'],
      ['detached', 'Bea'],
      ['token', 'Cem'],
      ['office', 'Office'],
    ]);
    for (const record of records) expect(recordText(await openSignerFolder(machine).get(idOf(record)))).toBe(recordText(record));
  });

  it.skipIf(process.platform === 'win32')('is for nobody else to read', async () => {
    const { files } = await filled();
    expect(statSync(files).mode & 0o777).toBe(0o700);
    expect(readdirSync(files)).toHaveLength(4);
    for (const file of readdirSync(files)) expect(statSync(join(files, file)).mode & 0o777).toBe(0o600);
  });

  it('keeps a signer once, and removes one and no other', async () => {
    const { machine } = await filled();
    const folder = openSignerFolder(machine);
    const [ada] = records as [SignerRecord];
    expect((await asyncRefusal(folder.add(ada))).kind).toBe('conflict');
    await folder.remove(idOf(ada));
    expect((await folder.list()).records).toHaveLength(3);
    expect((await asyncRefusal(folder.get(idOf(ada)))).kind).toBe('not-found');
    expect((await asyncRefusal(folder.remove(idOf(ada)))).kind).toBe('not-found');
    await folder.add(ada);
    expect((await folder.list()).records).toHaveLength(4);
  });

  it('puts one in the place of another once, where two would do it at the same time', async () => {
    const { machine } = await filled();
    const [ada, bea, cem] = records as [SignerRecord, SignerRecord, SignerRecord];
    for (const record of [bea, cem]) await openSignerFolder(machine).remove(idOf(record));
    const both = await Promise.allSettled([bea, cem].map((record) => openSignerFolder(machine).replace(idOf(ada), record)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost).toMatchObject({ reason: { failure: { kind: 'conflict', message: expect.stringContaining('Look at the list anew') } } });
    const { records: left } = await openSignerFolder(machine).list();
    expect(left).toHaveLength(2);
    expect(left.map(idOf)).not.toContain(idOf(ada));
  });

  it('asks for no file by a name that leads elsewhere', async () => {
    const { machine } = await filled();
    const outside = join(machine, 'precious.json');
    writeFileSync(outside, 'keep me');
    for (const id of ['../precious', '..', '', 'a/b', '/etc/passwd', '0123456789abcdef\u0000']) {
      expect((await asyncRefusal(openSignerFolder(machine).remove(id))).kind).toBe('not-found');
      expect((await asyncRefusal(openSignerFolder(machine).get(id))).kind).toBe('not-found');
    }
    expect(existsSync(outside)).toBe(true);
  });

  it('lists the others beside files that are none, and says of each why', async () => {
    const { machine, files } = await filled();
    const [ada, bea] = records as [SignerRecord, SignerRecord];
    const name = (n: number): string => join(files, `${String(n).padStart(16, '0')}.json`);
    const ed25519 = issueAny(issueRoot(), { kind: 'ed25519' });
    const detached = JSON.parse(recordText(bea)) as { [field: string]: unknown };
    const hostile = [
      '',
      'null',
      '['.repeat(200_000),
      ' '.repeat(300_000),
      recordText(ada),
      recordText(ada).slice(0, 500),
      JSON.stringify({ ...detached, certificate: Buffer.from('no certificate').toString('base64') }),
      JSON.stringify({ ...detached, certificate: Buffer.from(ed25519.certificate).toString('base64') }),
      JSON.stringify({ ...detached, chain: Array.from({ length: 100 }, () => detached.certificate) }),
      JSON.stringify({ ...detached, kind: 'token', place: { modulePath: 'evil.so', serial: '', label: '', keyId: '01', pinPad: false } }),
      JSON.stringify({
        ...detached,
        kind: 'token',
        place: { modulePath: '/x.so', serial: '', label: '', keyId: '01 --pin 1', pinPad: false },
      }),
      JSON.stringify({ ...detached, kind: 'office' }),
      JSON.stringify({ ...detached, extra: 1 }),
    ];
    for (const [n, text] of hostile.entries()) writeFileSync(name(n), text);
    mkdirSync(join(files, 'folder.json'));
    symlinkSync('/dev/zero', join(files, 'link.json'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(files, 'pipe.json')]);
    const start = performance.now();
    const { records: listed, unreadable } = await openSignerFolder(machine).list();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(listed).toHaveLength(4);
    expect(unreadable).toHaveLength(hostile.length);
    for (const { reason } of unreadable) expect(reason.length).toBeGreaterThan(20);
    const damaged = await asyncRefusal(openSignerFolder(machine).get('0'.repeat(16)));
    expect(damaged.kind).toBe('unreadable');
    await openSignerFolder(machine).remove('0'.repeat(16));
    expect(existsSync(name(0))).toBe(false);
  });

  it('reads no more files than anybody has signers, and says so', async () => {
    const machine = scratchFolder();
    mkdirSync(join(machine, 'signers'));
    for (let n = 0; n < 510; n++) writeFileSync(join(machine, 'signers', `${String(n).padStart(16, '0')}.json`), '');
    const { unreadable } = await openSignerFolder(machine).list();
    expect(unreadable).toHaveLength(501);
    expect(unreadable[0]?.reason).toContain('510 files');
  });

  it('says what stands against it where it cannot be written or read', async () => {
    const machine = join(scratchFolder(), 'machine');
    writeFileSync(machine, 'a file where the folder should be');
    expect((await asyncRefusal(openSignerFolder(machine).add(records[0] as SignerRecord))).kind).toBe('unwritable');
    expect((await asyncRefusal(openSignerFolder(machine).list())).kind).toBe('unreadable');
    expect(readFileSync(machine, 'utf8')).toContain('a file');
  });

  it('holds certificates in the open and no key', async () => {
    const { files } = await filled();
    for (const record of records) {
      const text = readFileSync(join(files, `${idOf(record)}.json`), 'utf8');
      expect(text).toContain(certificateFacts(record).certificate);
      expect(text).not.toContain('PRIVATE KEY');
    }
  });
});
