/** Offices and signers through the engine's face: made, imported, exported, lost and found again, and their secrets told to nobody. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { openSigner } from '../../../src/engine/identity/open-signer.ts';
import { signerAccess } from '../../../src/engine/identity/signer-access.ts';
import { openSignerFolder } from '../../../src/engine/identity/signer-folder.ts';
import { demandValue } from '../../../src/engine/model/problem.ts';
import { sha256 } from '../../../src/engine/model/sha256.ts';
import type { OfficeInfo, SignerInfo } from '../../../src/engine/model/signer.ts';
import { readCertificate, sameBytes } from '../../../src/engine/signing/certificate.ts';
import { isSignedWith, OID_SIGNATURE } from '../../../src/engine/signing/signature-value.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testPort } from '../../support/test-port.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const OFFICE = { name: 'Amt für Soziales', algorithm: 'ecdsa-p256', passphrase: 'seven grey herons at dusk' } as const;
const ADA = { name: 'Ada Lovelace', algorithm: 'ecdsa-p256', passphrase: 'nine blue boats on ice' } as const;
const message = Buffer.from('signed attributes of a report');

/** Passphrases take long on purpose: one machine is set up, and its copies are worked with. */
const machine = fileFolder();
let office: OfficeInfo;
let ada: SignerInfo;

beforeAll(async () => {
  const engine = createEngine(testPort({ machineFolder: machine }), { actor: 'ada' });
  office = demandValue(await engine.call('signer.createOffice', OFFICE));
  ada = demandValue(await engine.call('signer.create', { ...ADA, office: office.id, officePassphrase: OFFICE.passphrase }));
  await engine.close();
}, 120_000);

const withAda = <Test extends TestEngine>(test: Test): Test => {
  cpSync(machine, test.port.machineFolder, { recursive: true });
  return test;
};

const signed = async ({ port }: TestEngine, { id }: SignerInfo, secret: string): Promise<boolean> => {
  const { access } = await signerAccess(port.machineFolder, { id, secret }, port.clock.now());
  const { certificate, signDigest } = await openSigner(access);
  const signature = (await signDigest?.(sha256(message), message)) ?? new Uint8Array();
  const { publicKey: key } = readCertificate(certificate);
  const algorithm = key.asymmetricKeyType === 'ec' ? OID_SIGNATURE.ecdsaWithSha256 : OID_SIGNATURE.rsa;
  return isSignedWith({ algorithm, hash: 'sha256', key, data: message, signature });
};

describe('an office and its signer', () => {
  it('are made without a workspace, and the signer signs', async () => {
    const test = withAda(testEngine());
    expect(ada).toMatchObject({ kind: 'key-file', name: ADA.name, issuer: OFFICE.name, algorithm: 'ecdsa-p256', asks: 'passphrase' });
    expect(await test.ask('signer.list', {})).toEqual({ offices: [office], signers: [ada], unreadable: [] });
    expect(await signed(test, ada, ADA.passphrase)).toBe(true);
    const { access } = await signerAccess(test.port.machineFolder, { id: ada.id, secret: ADA.passphrase }, test.port.clock.now());
    const { chain } = await openSigner(access);
    expect(chain.map((der) => readCertificate(der).name)).toEqual([OFFICE.name]);
  });

  it('are refused with what to do instead', async () => {
    const test = withAda(testEngine());
    const create = { ...ADA, office: office.id, officePassphrase: OFFICE.passphrase };
    expect(await test.refused('signer.createOffice', { ...OFFICE, passphrase: 'Soziales 2026' })).toMatchObject({
      kind: 'invalid',
      problems: [{ pointer: '/passphrase', message: expect.stringContaining('name of its owner') }],
    });
    expect(await test.refused('signer.create', { ...create, officePassphrase: 'not the right one' })).toMatchObject({ kind: 'forbidden' });
    expect(await test.refused('signer.create', { ...create, office: ada.id })).toMatchObject({ kind: 'invalid' });
    expect(await test.refused('signer.create', { ...create, office: 'nobody' })).toMatchObject({ kind: 'not-found' });
    const { machineFolder, clock } = test.port;
    const access = (chosen: { id: string; secret?: string }, at = clock.now()) => asyncRefusal(signerAccess(machineFolder, chosen, at));
    expect(await access({ id: office.id, secret: OFFICE.passphrase })).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('is an office'),
    });
    expect(await access({ id: ada.id })).toMatchObject({ kind: 'invalid', message: expect.stringContaining('passphrase') });
    expect(await access({ id: ada.id, secret: 'x' }, '2040-01-01T00:00:00.000Z')).toMatchObject({
      message: expect.stringMatching(/has run out: it held until .*"signer renew"/),
    });
  });

  it('with RSA keys sign as well, and none of the work is done on this thread', async () => {
    const test = testEngine();
    const before = process.threadCpuUsage();
    const made = await test.ask('signer.createOffice', { ...OFFICE, algorithm: 'rsa-3072' });
    const signer = await test.ask('signer.create', { ...ADA, algorithm: 'rsa-3072', office: made.id, officePassphrase: OFFICE.passphrase });
    const { user, system } = process.threadCpuUsage(before);
    // Two keys are made and three passphrases worked on, of two seconds together: none of it here.
    expect((user + system) / 1_000).toBeLessThan(250);
    expect(signer.algorithm).toBe('rsa-3072');
    expect(await signed(test, signer, ADA.passphrase)).toBe(true);
  });
});

describe('a certificate that runs out', () => {
  const DAY_MS = 86_400_000;

  it('is told before, refused after, and renewed for the same key by the office', async () => {
    const test = withAda(testEngine());
    const { machineFolder } = test.port;
    const endMs = Date.parse(ada.notAfter);
    const on = (ms: number) =>
      createEngine(testPort({ machineFolder, clock: createManualClock(new Date(ms).toISOString()) }), { actor: 'ada' });
    const standingOn = async (ms: number) => demandValue(await on(ms).call('signer.list', {})).signers.map(({ standing }) => standing);
    expect(await standingOn(endMs - 61 * DAY_MS)).toEqual(['good']);
    expect(await standingOn(endMs - 59 * DAY_MS)).toEqual(['ending']);
    expect(await standingOn(endMs + 1)).toEqual(['ended']);
    expect(await standingOn(Date.parse(ada.notBefore) - 1)).toEqual(['not-yet']);
    const access = (ms: number) => asyncRefusal(signerAccess(machineFolder, { id: ada.id, secret: 'x' }, new Date(ms).toISOString()));
    expect((await access(Date.parse(ada.notBefore) - DAY_MS)).message).toContain('Set the clock right');

    const renewal = { id: ada.id, office: office.id, officePassphrase: OFFICE.passphrase, secret: ADA.passphrase };
    const late = on(endMs + DAY_MS);
    expect(await late.call('signer.renew', { ...renewal, secret: 'not the right one' })).toMatchObject({
      failure: { kind: 'forbidden', message: expect.stringContaining(`"${ADA.name}"`) },
    });
    expect(await late.call('signer.renew', { ...renewal, secret: '' })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await late.call('signer.renew', { ...renewal, id: office.id })).toMatchObject({
      failure: { kind: 'invalid', message: expect.stringContaining('Make a new office') },
    });
    const old = await openSignerFolder(machineFolder).get(ada.id);
    const renewed = demandValue(await late.call('signer.renew', { ...renewal, email: 'ada@office.example' }));
    expect(renewed).toMatchObject({ kind: 'key-file', name: ADA.name, issuer: OFFICE.name, standing: 'good', email: 'ada@office.example' });
    expect(demandValue(await late.call('signer.list', {})).signers).toEqual([renewed]);
    const { certificate } = await openSignerFolder(machineFolder).get(renewed.id);
    expect(certificate.publicKey.equals(old.certificate.publicKey)).toBe(true);
    expect(certificate.fingerprint).not.toBe(old.certificate.fingerprint);
    const at = new Date(endMs + DAY_MS).toISOString();
    const { signDigest } = await openSigner((await signerAccess(machineFolder, { id: renewed.id, secret: ADA.passphrase }, at)).access);
    expect(await signDigest?.(sha256(message), message)).toBeInstanceOf(Uint8Array);
  });
});

describe('a key that is exported', () => {
  it('brings signer and office back on another machine, under other passphrases', async () => {
    const test = withAda(testEngine());
    const folder = scratchFolder();
    const [keyPath, officePath] = [join(folder, 'ada.key'), join(folder, 'office.key')];
    const recovery = 'eleven red foxes in snow';
    await test.ask('signer.exportKey', { id: ada.id, secret: ADA.passphrase, outPath: keyPath, passphrase: recovery });
    await test.ask('signer.exportKey', { id: office.id, secret: OFFICE.passphrase, outPath: officePath, passphrase: recovery });
    if (process.platform !== 'win32') expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    await test.ask('signer.remove', { id: ada.id });
    expect((await test.ask('signer.list', {})).signers).toEqual([]);

    const other = testEngine();
    const ours = 'four green ants in line';
    expect(await other.refused('signer.importKey', { path: keyPath, secret: ADA.passphrase, passphrase: ours })).toMatchObject({
      kind: 'forbidden',
    });
    expect(await other.ask('signer.importKey', { path: keyPath, secret: recovery, passphrase: ours })).toEqual(ada);
    expect(await signed(other, ada, ours)).toBe(true);
    expect(await other.ask('signer.importKey', { path: officePath, secret: recovery, passphrase: OFFICE.passphrase })).toEqual(office);
    expect(await other.ask('signer.list', {})).toEqual({ offices: [office], signers: [ada], unreadable: [] });
  }, 180_000);

  it('is not taken with a certificate that was put in its place, and takes the place of no file', async () => {
    const test = withAda(testEngine());
    const path = join(scratchFolder(), 'ada.key');
    const own = readFileSync(join(test.port.machineFolder, 'signers', `${ada.id}.json`), 'utf8');
    writeFileSync(path, own.replace('"certificate": "MII', '"certificate": "MIJ'));
    const secrets = { secret: ADA.passphrase, passphrase: ADA.passphrase };
    expect(await test.refused('signer.importKey', { path, ...secrets })).toMatchObject({ kind: 'unreadable' });
    expect(await test.refused('signer.exportKey', { id: ada.id, outPath: path, ...secrets })).toMatchObject({ kind: 'conflict' });
  });
});

describe('a certificate', () => {
  it('goes out with those of its issuers, and is enough to add a signer elsewhere', async () => {
    const test = withAda(testEngine());
    const folder = scratchFolder();
    const path = join(folder, 'ada.pem');
    await test.ask('signer.exportCertificate', { id: ada.id, outPath: path });
    expect(readFileSync(path, 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const other = testEngine();
    const detached = await other.ask('signer.addDetached', { path });
    expect(detached).toEqual({ ...ada, kind: 'detached', asks: 'nothing' });
    const { access } = await signerAccess(other.port.machineFolder, { id: detached.id }, other.port.clock.now());
    const { signDigest, chain, certificate } = await openSigner(access);
    expect(signDigest).toBeUndefined();
    expect(chain).toHaveLength(1);
    expect(sameBytes(certificate, (await openSignerFolder(test.port.machineFolder).get(ada.id)).certificate.der)).toBe(true);
    expect(
      await other.refused('signer.exportKey', { id: ada.id, secret: 'x', outPath: join(folder, 'k'), passphrase: ADA.passphrase }),
    ).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('with somebody else'),
    });
    const root = join(folder, 'root.pem');
    await test.ask('signer.exportCertificate', { id: office.id, outPath: root });
    expect(await other.refused('signer.addDetached', { path: root })).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('issues others'),
    });
    writeFileSync(root, 'no certificate');
    expect(await other.refused('signer.addDetached', { path: root })).toMatchObject({ kind: 'invalid' });
    expect(await other.refused('signer.addDetached', { path: join(folder, 'missing') })).toMatchObject({ kind: 'unreadable' });
    expect(await other.refused('signer.addDetached', { path: folder })).toMatchObject({ kind: 'unreadable' });
  });
});

describe('secrets', () => {
  it('stand in no answer, event, log line, entry, file or message', async () => {
    const workspace = await testWorkspace();
    const test = withAda(workspace);
    const told: unknown[] = [office, ada];
    const folder = scratchFolder();
    const WRONG = 'this one opens nothing at all';
    const path = join(test.port.machineFolder, 'signers', `${ada.id}.json`);
    told.push(await test.refused('signer.importKey', { path, secret: WRONG, passphrase: WRONG }));
    told.push(await test.refused('signer.exportKey', { id: ada.id, secret: WRONG, outPath: `${path}.new`, passphrase: WRONG }));
    told.push(await test.refused('signer.importPkcs12', { path, password: WRONG, passphrase: WRONG }));
    told.push(await test.refused('signer.addToken', { modulePath: path, keyId: '01', pin: WRONG }));
    // What does not fit the schema is not quoted either.
    const call = test.engine.call as (name: string, input: unknown) => Promise<{ readonly ok: boolean }>;
    for (const bad of [`${WRONG} ${'x'.repeat(2_000)}`, { secret: WRONG }, [WRONG], `${WRONG} \ud800`]) {
      for (const [name, input] of [
        ['signer.createOffice', { ...OFFICE, passphrase: bad }],
        ['signer.importPkcs12', { path, password: bad, passphrase: bad }],
        ['signer.addToken', { modulePath: path, keyId: '01', pin: bad }],
        ['signer.exportKey', { id: ada.id, secret: bad, outPath: path, passphrase: bad }],
        ['report.export', { run: 'x', outPath: path, signer: { id: ada.id, secret: bad } }],
        ['logKey.export', { outPath: path, passphrase: bad }],
      ] as const) {
        const result = await call(name, input);
        expect(result.ok).toBe(false);
        told.push(result);
      }
    }
    await test.ask('workspace.close', {});
    const files = [
      workspace.path,
      ...[folder, join(test.port.machineFolder, 'signers')].flatMap((where) => readdirSync(where).map((file) => join(where, file))),
    ];
    told.push(
      test.events,
      test.port.lines,
      files.map((file) => readFileSync(file).toString('latin1')),
    );
    const everything = JSON.stringify(told);
    for (const secret of [OFFICE.passphrase, ADA.passphrase, WRONG]) expect(everything).not.toContain(secret);
    // The opposite: what is no secret is found there.
    expect(everything).toContain(ADA.name);
  }, 120_000);

  it('that are lost take no workspace along', async () => {
    const workspace = await testWorkspace();
    const test = withAda(workspace);
    await test.ask('workspace.close', {});
    rmSync(join(test.port.machineFolder, 'signers'), { recursive: true });
    await test.ask('workspace.open', { path: workspace.path });
    const { answer } = await test.completed((await test.ask('audit.verify', {})).task);
    expect(answer).toMatchObject({ verdict: { verdict: 'consistent' } });
    expect(await test.refused('signer.remove', { id: ada.id })).toMatchObject({ kind: 'not-found' });
  });
});
