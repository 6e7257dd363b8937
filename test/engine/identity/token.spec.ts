/** Tokens through OpenSC's tool: found, asked, and every way in which they refuse, with SoftHSM in their place. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueOffice, issueSigner, type Office } from '../../../src/engine/identity/issue-certificate.ts';
import { newKey } from '../../../src/engine/identity/new-key.ts';
import { openSigner } from '../../../src/engine/identity/open-signer.ts';
import { openSignerFolder } from '../../../src/engine/identity/signer-folder.ts';
import { idOf, type TokenPlace } from '../../../src/engine/identity/signer-record.ts';
import { findToken, proveTokenKey, signWithToken } from '../../../src/engine/identity/token.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { sha256 } from '../../../src/engine/model/sha256.ts';
import { sameBytes } from '../../../src/engine/signing/certificate.ts';
import { proveSigner } from '../../../src/engine/signing/prove-signer.ts';
import { isSignedWith, OID_SIGNATURE } from '../../../src/engine/signing/signature-value.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { hasSoftTokens, softTokens, tokenModule } from '../../support/soft-token.ts';

const AT = new Date().toISOString();
const PIN = 'p1n-of-tests';
const modulePath = tokenModule ?? '';
const message = Buffer.from('signed attributes');

describe.skipIf(!hasSoftTokens)('a token (skipped where SoftHSM, OpenSC or openssl is not installed)', () => {
  const folder = fileFolder();
  let office: Office;

  const issued = async (name: string, algorithm: 'ecdsa-p256' | 'rsa-3072' = 'ecdsa-p256') => {
    const key = await newKey(algorithm);
    return { key: key.export({ type: 'pkcs8', format: 'der' }), certificate: (await issueSigner({ name, key }, { office, at: AT })).der };
  };

  beforeAll(async () => {
    const initToken = softTokens(folder);
    const officeKey = await newKey('ecdsa-p256');
    office = { key: officeKey, certificate: await issueOffice({ name: 'Office' }, { key: officeKey, at: AT }) };
    const ada = initToken('Ada', PIN);
    ada.add('01', await issued('Ada'));
    ada.add('02', await issued('Ada RSA', 'rsa-3072'));
    ada.add('0a', { certificate: office.certificate.der });
    // A certificate whose key is another one.
    ada.add('03', { certificate: (await issued('Eve')).certificate, key: (await issued('Mallory')).key });
    ada.add('04', { certificate: (await issued('No key')).certificate });
    initToken('Bea', 'bea-has-this-one').add('01', await issued('Bea'));
  }, 120_000);

  const slotOf = (label: string): number => {
    const listing = execFileSync('pkcs11-tool', ['--module', modulePath, '-T'], { encoding: 'utf8' });
    const slot = new RegExp(`\\((0x[0-9a-f]+)\\)[^\\n]*\\n +token label +: ${label}\\n`).exec(listing)?.[1];
    return Number(slot);
  };
  const find = (keyId: string, label = 'Ada') => findToken({ modulePath, slot: slotOf(label), keyId, pin: undefined });
  const placeOf = async (keyId: string): Promise<TokenPlace> => (await find(keyId)).place;

  it('is found with its certificate and those of its issuers', async () => {
    const { place, certificate, others } = await find('01');
    expect(place).toEqual({ modulePath, serial: expect.stringMatching(/^[0-9a-f]+$/), label: 'Ada', keyId: '01', pinPad: false });
    expect(certificate.name).toBe('Ada');
    expect(others.map(({ name }) => name)).toContain('Office');
    expect((await find(' 0A ')).certificate.name).toBe('Office');
  });

  it.each([
    ['01', 'ecdsa-p256', OID_SIGNATURE.ecdsaWithSha256],
    ['02', 'rsa-3072', OID_SIGNATURE.rsa],
  ] as const)('signs a digest with its key %s (%s) so that the certificate verifies it', async (keyId, algorithm, oid) => {
    const { place, certificate } = await find(keyId);
    // Numbers with a leading zero come up by chance; several are tried.
    for (let n = 0; n < (algorithm === 'ecdsa-p256' ? 12 : 2); n++) {
      const data = Buffer.from(`message ${n}`);
      const signature = await signWithToken(place, { digest: sha256(data), pin: PIN, algorithm });
      const claim = { algorithm: oid, hash: 'sha256' as const, key: certificate.publicKey, signature };
      expect(isSignedWith({ ...claim, data })).toBe(true);
      expect(isSignedWith({ ...claim, data: message })).toBe(false);
    }
  });

  it('signs reports as a signer that is kept', async () => {
    const { place, certificate } = await find('01');
    const machine = scratchFolder();
    const signers = openSignerFolder(machine);
    const record = { kind: 'token' as const, place, certificate, chain: [office.certificate] };
    await signers.add(record);
    const signer = await openSigner({ kind: 'token', signerFile: signers.pathOf(idOf(record)), pin: PIN });
    expect(signer.algorithm).toBe('ecdsa-p256');
    expect(sameBytes(signer.certificate, certificate.der)).toBe(true);
    const signature = (await signer.signDigest?.(sha256(message), message)) ?? new Uint8Array();
    expect(
      isSignedWith({ algorithm: OID_SIGNATURE.ecdsaWithSha256, hash: 'sha256', key: certificate.publicKey, data: message, signature }),
    ).toBe(true);
    expect(readFileSync(signers.pathOf(idOf(record)), 'utf8')).not.toContain(PIN);
    const wrong = await openSigner({ kind: 'token', signerFile: signers.pathOf(idOf(record)), pin: 'wrong-pin-here' });
    expect(await asyncRefusal(wrong.signDigest?.(sha256(message), message) ?? Promise.resolve())).toMatchObject({ kind: 'forbidden' });
  });

  it('is tried before anything is made that it is to sign: the token, its PIN and its key', async () => {
    const { place, certificate } = await find('01');
    const signers = openSignerFolder(scratchFolder());
    const attempt = async (changes: Partial<TokenPlace>, pin: string) => {
      const record = { kind: 'token' as const, place: { ...place, ...changes }, certificate, chain: [office.certificate] };
      await signers.add(record);
      const access = { kind: 'token', signerFile: signers.pathOf(idOf(record)), pin } as const;
      const outcome = await proveSigner(access, AT).then(
        () => 'proven',
        (error: unknown) => (error instanceof Refusal ? error.failure.kind : error),
      );
      await signers.remove(idOf(record));
      return outcome;
    };
    expect(await attempt({}, PIN)).toBe('proven');
    expect(await attempt({}, 'wrong-pin-here')).toBe('forbidden');
    expect(await attempt({ serial: '0000' }, PIN)).toBe('unavailable');
    expect(await attempt({ keyId: '77' }, PIN)).toBe('not-found');
    // A PIN that is typed at the reader is asked for once, when it signs.
    expect(await attempt({ pinPad: true, keyId: '77' }, '')).toBe('proven');
  });

  it('signs in a process whose network is switched off, as that of a job is', async () => {
    const source = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../../src/engine', path));
    const program = `
      import { switchNetworkOff } from ${source('job/no-network.ts')};
      import { signWithToken } from ${source('identity/token.ts')};
      switchNetworkOff();
      const signature = await signWithToken(JSON.parse(process.env.PLACE), { digest: new Uint8Array(32), pin: process.env.PIN, algorithm: 'ecdsa-p256' });
      process.stdout.write(String(signature[0]));
    `;
    const env = { ...process.env, PLACE: JSON.stringify(await placeOf('01')), PIN };
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' })).toBe('48');
  });

  it('says that a PIN is wrong, and which key is missing, without the PIN in it', async () => {
    const digest = sha256(message);
    const place = await placeOf('01');
    const wrong = await asyncRefusal(signWithToken(place, { digest, pin: 'wrong-pin-here', algorithm: 'ecdsa-p256' }));
    expect(wrong).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('PIN is wrong') });
    expect(wrong.message).not.toContain('wrong-pin-here');
    const missing = await asyncRefusal(signWithToken({ ...place, keyId: '77' }, { digest, pin: PIN, algorithm: 'ecdsa-p256' }));
    expect(missing).toMatchObject({ kind: 'not-found', message: expect.stringContaining('no such key') });
    expect(await asyncRefusal(signWithToken(place, { digest, pin: 'a\u0000b', algorithm: 'ecdsa-p256' }))).toMatchObject({
      kind: 'invalid',
    });
  });

  it('shows by a signature that key and certificate belong together', async () => {
    const [ada, eve] = [await find('01'), await find('03')];
    await proveTokenKey(ada.place, ada.certificate, PIN);
    expect(await asyncRefusal(proveTokenKey(eve.place, eve.certificate, PIN))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('does not belong'),
    });
  });

  it('is said to be missing, and which ones are there', async () => {
    const place = await placeOf('01');
    const gone = await asyncRefusal(
      signWithToken({ ...place, serial: 'another' }, { digest: sha256(message), pin: PIN, algorithm: 'ecdsa-p256' }),
    );
    expect(gone).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/"Ada" is not there.*"Bea" in slot \d+/) });
    expect(await asyncRefusal(findToken({ modulePath, keyId: '01' }))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('several tokens'),
    });
    expect(await asyncRefusal(findToken({ modulePath, keyId: '01', slot: 7 }))).toMatchObject({ kind: 'unavailable' });
    expect(await asyncRefusal(find('99'))).toMatchObject({ kind: 'not-found', message: expect.stringContaining('It has 01, 02') });
  });

  it('is asked only through a library, and with a key name that is one', async () => {
    const junk = join(scratchFolder(), 'junk.so');
    writeFileSync(junk, 'no library');
    expect(await asyncRefusal(findToken({ modulePath: junk, keyId: '01' }))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('no PKCS#11 library'),
    });
    expect(await asyncRefusal(findToken({ modulePath: 'libsofthsm2.so', keyId: '01' }))).toMatchObject({ kind: 'invalid' });
    expect(await asyncRefusal(findToken({ modulePath: '/nowhere/x.so', keyId: '01' }))).toMatchObject({ kind: 'unreadable' });
    for (const keyId of ['', '1', '--pin', '01 --so-pin 1', '$(id)', 'zz']) {
      expect(await asyncRefusal(findToken({ modulePath, keyId }))).toMatchObject({ kind: 'invalid' });
    }
  });
});

describe.skipIf(process.platform === 'win32')('a tool in the place of pkcs11-tool', () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  /** A program of that name that keeps what it was called with, and answers as told. */
  const impostor = (body: string): { readonly folder: string; readonly library: string } => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'bin'));
    const program = join(folder, 'bin', 'pkcs11-tool');
    writeFileSync(
      program,
      `#!/bin/sh\nprintf '%s\\n' "$@" >> ${folder}/words\nprintf '%s\\n' "PIN=$PROBITY_TOKEN_PIN" >> ${folder}/pin\n${body}\n`,
    );
    chmodSync(program, 0o755);
    process.env.PATH = `${join(folder, 'bin')}:${path}`;
    const library = join(folder, 'library.so');
    writeFileSync(library, '');
    return { folder, library };
  };
  const listing =
    'Slot 0 (0x5): Reader\n  token label        : Ada; rm -rf\n  token flags        : login required, PIN pad present\n  serial num         : 42\n';
  const place = (library: string): TokenPlace => ({ modulePath: library, serial: '42', label: 'Ada; rm -rf', keyId: '01', pinPad: false });
  const signing = (library: string) => signWithToken(place(library), { digest: sha256(message), pin: PIN, algorithm: 'ecdsa-p256' });
  const answering = (rest: string): string => `case "$*" in *--list-token-slots*) cat <<'END'\n${listing}END\n;; *) ${rest} ;; esac`;

  it('never sees the PIN among its words', async () => {
    const { folder, library } = impostor(answering("printf '%064d' 1"));
    await signing(library);
    expect(readFileSync(join(folder, 'words'), 'utf8')).not.toContain(PIN);
    expect(readFileSync(join(folder, 'words'), 'utf8')).toContain('env:PROBITY_TOKEN_PIN');
    expect(readFileSync(join(folder, 'pin'), 'utf8')).toContain(`PIN=${PIN}`);
  });

  it.each([
    ['CKR_PIN_LOCKED (0xa4)', 'forbidden', 'locked'],
    ['CKR_PIN_EXPIRED (0xa3)', 'forbidden', 'expired'],
    ['CKR_DEVICE_REMOVED (0x32)', 'unavailable', 'no token'],
    ['CKR_DEVICE_ERROR (0x30)', 'unavailable', 'error'],
    ['CKR_MECHANISM_INVALID (0x70)', 'unavailable', 'CKR_MECHANISM_INVALID'],
  ])('that says %s is understood', async (words, kind, told) => {
    const { library } = impostor(answering(`echo 'error: PKCS11 function C_Login failed: rv = ${words}' >&2; exit 1`));
    expect(await asyncRefusal(signing(library))).toMatchObject({ kind, message: expect.stringContaining(told) });
  });

  it('that gives no signature, or never stops talking, is refused', async () => {
    const short = impostor(answering('printf short'));
    expect((await asyncRefusal(signing(short.library))).message).toContain('5 bytes');
    const endless = impostor(answering('yes'));
    expect(await asyncRefusal(signing(endless.library))).toMatchObject({ kind: 'unavailable' });
  });

  it('that is not installed is asked for by its name', async () => {
    const { library } = impostor('');
    process.env.PATH = scratchFolder();
    expect(await asyncRefusal(signing(library))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('Install OpenSC') });
  });
});
