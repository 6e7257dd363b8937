/** A printed report becomes one file that has a fixed form, carries its evidence, and is signed as others' tools expect it. */
import { createPublicKey, sign, verify } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { completeReport, finishReport, signatureDigest, timestampReport } from '../../../src/engine/signing/sign-prepared.ts';
import { timestampRequest } from '../../../src/engine/signing/timestamp.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { AT, attachments, badChecks, CHECKPOINT, type Signed, signedReport } from './signed-report.ts';
import { answer, issueAuthority } from './test-authority.ts';
import { type Holder, issueRoot, issueSigner, type KeyKind, signsReports } from './test-office.ts';

const report = { title: 'Impact of “wider” grants', at: AT, attachments };
const kinds: readonly KeyKind[] = ['ecdsa-p256', 'rsa-3072'];

describe.each(kinds)('signed with %s', (kind) => {
  let signed: Signed;
  beforeAll(async () => {
    signed = await signedReport(kind);
  });

  test('our verifier accepts it and gives what is attached', async () => {
    const verdict = await verifyPdf(signed.bytes);
    expect(verdict.checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
    expect(verdict).toMatchObject({ signedBy: 'Ada Analyst', at: '2026-11-20T15:00:00.000Z' });
    expect(verdict.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['checkpoint', CHECKPOINT],
      ['evidence.zip', 'the bundle'],
    ]);
  });

  test('says that without a timestamp the time is the signer’s word', async () => {
    const { checks } = await verifyPdf(signed.bytes);
    expect(checks.find(({ outcome }) => outcome === 'not-checked')?.found).toMatch(/word of the signer/);
  });

  test.runIf(hasTool('pdfsig'))('pdfsig finds it valid, and the total document signed', () => {
    const path = writeReport(signed.bytes);
    const found = runTool('pdfsig', path);
    expect(found).toContain('Signature is Valid');
    expect(found).toContain('Total document signed');
    expect(found).toContain('ETSI.CAdES.detached');
    expect(found).toContain('Ada Analyst');
  });

  test.runIf(hasTool('certutil'))('pdfsig trusts it where the office’s root is installed', () => {
    const path = writeReport(signed.bytes);
    const folder = join(scratchFolder(), 'nss');
    mkdirSync(folder);
    writeFileSync(join(folder, 'root.der'), signed.root.certificate);
    runTool('certutil', '-N', '-d', folder, '--empty-password');
    runTool('certutil', '-A', '-d', folder, '-n', 'office', '-t', 'CT,C,C', '-i', join(folder, 'root.der'));
    expect(runTool('pdfsig', '-nssdir', folder, path)).toContain('Certificate is Trusted');
  });

  test.runIf(hasTool('qpdf'))('qpdf finds nothing wrong in the file', () => {
    expect(runTool('qpdf', '--check', writeReport(signed.bytes))).toContain('No syntax or stream encoding errors found');
  });

  test.runIf(hasTool('pdfdetach'))('pdfdetach takes the bundle out as it was', () => {
    const path = writeReport(signed.bytes);
    expect(runTool('pdfdetach', '-list', path)).toMatch(/2 embedded files\n1: checkpoint\n2: evidence.zip/);
    runTool('pdfdetach', '-save', '2', '-o', `${path}.zip`, path);
    expect(readFileSync(`${path}.zip`, 'utf8')).toBe('the bundle');
  });

  test.runIf(hasTool('openssl'))('openssl verifies the signature as CAdES, with a timestamp too', async () => {
    const withTime = await timestampReport(signed.bytes, answer(timestampRequest(signatureDigest(signed.bytes))));
    for (const bytes of [signed.bytes, Buffer.from(withTime)])
      expect(verifyWithOpenssl(bytes, signed.root)).toContain('Verification successful');
  });
});

const writeReport = (bytes: Uint8Array): string => {
  const path = join(scratchFolder(), 'report.pdf');
  writeFileSync(path, bytes);
  return path;
};

/** As a person does who has but the file and the standard: the gap of /ByteRange is the signature, and all the rest is what it is over. */
const verifyWithOpenssl = (bytes: Buffer, root: Holder): string => {
  const [, from = 0, to = 0] = (/\/ByteRange \[0 (\d+) (\d+) /.exec(bytes.toString('latin1')) ?? []).map(Number);
  const path = writeReport(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
  const padded = Buffer.from(bytes.subarray(from + 1, to - 1).toString('latin1'), 'hex');
  writeFileSync(`${path}.p7s`, padded.subarray(0, padded.readUInt16BE(2) + 4));
  writeFileSync(
    `${path}.root`,
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.certificate).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  );
  const trust = ['-CAfile', `${path}.root`, '-purpose', 'any', '-attime', String(Math.floor(Date.parse(AT) / 1000))];
  return runTool(
    'openssl',
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    `${path}.p7s`,
    '-content',
    path,
    '-out',
    `${path}.out`,
    ...trust,
  );
};

describe('the file', () => {
  test('two prints of one page become the same bytes', async () => {
    const [first, second, other] = await Promise.all(
      [printedPdf(), printedPdf({ printedAt: '20261121090000' }), printedPdf({ text: 'Another' })].map((printed) =>
        finishReport(printed, report, undefined),
      ),
    );
    expect(first?.bytes).toEqual(second?.bytes);
    expect(first?.bytes).not.toEqual(other?.bytes);
  });

  test('two signatures of one report differ in their own bytes alone', async () => {
    const root = issueRoot();
    const signer = signsReports(issueSigner(root), [root]);
    const [first, second] = await Promise.all([0, 1].map(() => finishReport(printedPdf(), report, signer)));
    const blank = (bytes: Uint8Array = new Uint8Array()): string =>
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/\/Contents <[0-9a-f]+>/, '');
    expect(blank(first?.bytes)).toBe(blank(second?.bytes));
  });

  test('without a signer it has its attachments, and neither signature nor link', async () => {
    const { bytes, digest } = await finishReport(printedPdf(), report, undefined);
    expect(digest).toBeUndefined();
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/signature\.invalid|AcroForm|ByteRange/);
    const { checks, attachments: attached } = await verifyPdf(bytes);
    expect(checks.find(({ outcome }) => outcome === 'bad')?.found).toBe('It is not signed.');
    expect(attached).toHaveLength(2);
  });

  test('the signature stands where the link was, in the same place of the reading order', async () => {
    const text = (await signedReport()).bytes.toString('latin1');
    expect(text).not.toContain('signature.invalid');
    expect(text).toMatch(
      /7 0 obj\n<<\/Type \/Annot \/Subtype \/Widget .*\/Rect \[63 635.66998 291 707.66998\] \/P 4 0 R .*\/StructParent 100000>>/,
    );
    expect(text).toMatch(/8 0 obj\n<<\/Type \/StructElem\n\/S \/Form\n/);
  });

  test.runIf(hasTool('pdfinfo'))('title and dates are what was asked for', async () => {
    const { bytes } = await finishReport(printedPdf(), report, undefined);
    const found = runTool('pdfinfo', '-isodates', writeReport(bytes));
    expect(found).toMatch(/Title: +Impact of “wider” grants\n/);
    expect(found).toMatch(/CreationDate: +2026-11-20T15:00:00/);
    expect(found).not.toMatch(/Skia|Chromium/);
  });

  test('a printed report without a place for the signature is a fault', async () => {
    const root = issueRoot();
    await expect(finishReport(printedPdf({ signatureLink: false }), report, signsReports(issueSigner(root), [root]))).rejects.toThrow(
      'on no page',
    );
  });

  test.each([Buffer.from('%PDF-1.4 of another kind'), Buffer.concat([printedPdf(), Buffer.from('more')])])(
    'a printer that lays its files out otherwise is a fault, and no refusal',
    async (printed) => {
      await expect(finishReport(printed, report, undefined)).rejects.not.toBeInstanceOf(Refusal);
    },
  );

  test('a report of 30 MB is signed and verified', async () => {
    const row = '<</Type /StructElem\n/S /TD\n/P 9 0 R\n/K [1 2 3]\n/A [<</O /Table\n/RowSpan 1>> <</O /Table\n/ColSpan 1>>]>>';
    const { bytes } = await signedReport('ecdsa-p256', { more: new Array<string>(220_000).fill(row) });
    expect(bytes.length).toBeGreaterThan(30_000_000);
    expect(await badChecks(bytes)).toEqual([]);
  });
});

describe('who may sign', () => {
  const root = issueRoot();
  const clerk = issueSigner(root);
  test.each([
    ['ran out', issueSigner(root, { notAfter: '2026-02-01T00:00:00Z' }), [root], 'holds from'],
    ['does not hold yet', issueSigner(root, { notBefore: '2027-02-01T00:00:00Z' }), [root], 'holds from'],
    ['is for issuing', issueSigner(root, { keyUsage: [5] }), [root], 'not for signatures'],
    ['is for servers', issueSigner(root, { purposes: ['1.3.6.1.5.5.7.3.1'] }), [root], 'not for signing documents'],
    ['has a key that viewers do not know', issueSigner(root, { kind: 'ed25519' }), [root], 'ed25519 is not accepted'],
    ['has a short key', issueSigner(root, { kind: 'rsa-1024' }), [root], '1024 bits'],
    ['comes with another office', issueSigner(root), [issueRoot('ecdsa-p256', 'Another Office')], 'has not issued it'],
    ['comes with an impostor of its office', issueSigner(root), [issueRoot()], 'not issued by the one'],
    ['was issued by one who may not', issueSigner(clerk, { name: 'Bob' }), [clerk, root], 'may issue none'],
  ] as const)('a certificate that %s is refused before anything is signed', async (_, signer, chain, reason) => {
    await expect(finishReport(printedPdf(), report, signsReports(signer, chain))).rejects.toThrow(reason);
  });
});

/** What a token gives: both numbers of the signature one after the other. */
const rawSignature = (der: Buffer): Buffer => {
  const length = der[3] ?? 0;
  const numbers = [der.subarray(4, 4 + length), der.subarray(6 + length)];
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
};

const pem = (bytes: Buffer): string => `-----BEGIN SIGNATURE-----\n${bytes.toString('base64')}\n-----END SIGNATURE-----\n`;

describe('a signature that is made elsewhere', () => {
  const prepare = async (kind: KeyKind) => {
    const root = issueRoot(kind);
    const signer = issueSigner(root, { kind });
    const { bytes, digest } = await finishReport(printedPdf(), report, { ...signsReports(signer, [root]), signDigest: undefined });
    return { bytes, digest, signer };
  };

  test('is waited for', async () => {
    const { bytes, digest } = await prepare('ecdsa-p256');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await badChecks(bytes)).map(({ found }) => found)).toEqual([expect.stringContaining('waits for its signature')]);
  });

  describe.runIf(hasTool('openssl'))('over the digest that was told, by openssl', () => {
    test.each([
      ['ecdsa-p256', 'as DER', (der: Buffer) => der],
      ['ecdsa-p256', 'as base64', (der: Buffer) => Buffer.from(`${der.toString('base64')}\n`)],
      ['ecdsa-p256', 'as PEM', (der: Buffer) => Buffer.from(pem(der))],
      ['ecdsa-p256', 'as hexadecimal digits', (der: Buffer) => Buffer.from(der.toString('hex'))],
      ['ecdsa-p256', 'as two numbers', rawSignature],
      ['rsa-3072', 'as it is', (raw: Buffer) => raw],
      ['rsa-3072', 'as base64', (raw: Buffer) => Buffer.from(raw.toString('base64').replace(/.{64}/g, '$&\n'))],
    ] as const)('%s %s', async (kind, _, form) => {
      const { bytes, digest = '', signer } = await prepare(kind);
      const path = writeReport(Buffer.from(digest, 'hex'));
      writeFileSync(`${path}.key`, signer.key.export({ type: 'pkcs8', format: 'pem' }));
      runTool('openssl', 'pkeyutl', '-sign', '-inkey', `${path}.key`, '-pkeyopt', 'digest:sha256', '-in', path, '-out', `${path}.sig`);
      const completed = await completeReport(bytes, form(readFileSync(`${path}.sig`)));
      expect(await badChecks(completed)).toEqual([]);
      await expect(completeReport(completed, readFileSync(`${path}.sig`))).rejects.toMatchObject({ failure: { kind: 'conflict' } });
    });
  });

  test('of another key, or over something else, is refused', async () => {
    const { bytes, signer } = await prepare('ecdsa-p256');
    const { key } = issueSigner(issueRoot());
    for (const signature of [sign('sha256', Buffer.from('x'), signer.key), sign('sha256', Buffer.from('x'), key)]) {
      expect(verify('sha256', Buffer.from('x'), createPublicKey(signature === undefined ? key : signer.key), signature)).toEqual(
        expect.any(Boolean),
      );
      await expect(completeReport(bytes, signature)).rejects.toThrow(/does not belong to this report/);
    }
  });

  test.each([new Uint8Array(), Buffer.from('hello'), Buffer.alloc(10_000, 0x30)])('a file that holds none is refused', async (file) => {
    const { bytes } = await prepare('ecdsa-p256');
    await expect(completeReport(bytes, file)).rejects.toThrow(/holds no signature/);
  });

  test('does not go into a file that is no report', async () => {
    await expect(completeReport(Buffer.from('%PDF-1.4\n'), new Uint8Array(64))).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    await expect(completeReport(printedPdf(), new Uint8Array(64))).rejects.toThrow(/not signed/);
  });
});

describe('a timestamp', () => {
  test('goes into the same place and says when the signature was there', async () => {
    const { bytes } = await signedReport();
    const stamped = await timestampReport(bytes, answer(timestampRequest(signatureDigest(bytes))));
    expect(stamped.length).toBe(bytes.length);
    const verdict = await verifyPdf(stamped);
    expect(verdict.checks.filter(({ outcome }) => outcome !== 'good')).toEqual([]);
    expect(verdict.timestamp).toMatchObject({ at: '2026-11-20T15:00:00.500Z', by: 'Test Time Authority' });
    await expect(timestampReport(stamped, new Uint8Array())).rejects.toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('of another report is refused', async () => {
    const [one, other] = [await signedReport(), await signedReport()];
    const response = answer(timestampRequest(signatureDigest(other.bytes)));
    await expect(timestampReport(one.bytes, response)).rejects.toThrow(/does not belong to this report/);
  });

  test('whose time is after the signer’s certificate is refused', async () => {
    const { bytes } = await signedReport();
    const authority = issueAuthority({ notAfter: '2046-01-01T00:00:00Z' });
    const late = answer(timestampRequest(signatureDigest(bytes)), { at: '20400101000000Z', authority });
    await expect(timestampReport(bytes, late)).rejects.toThrow(/holds from/);
  });

  test('is not asked for over a signature that is not there yet', async () => {
    const root = issueRoot();
    const { bytes } = await finishReport(printedPdf(), report, { ...signsReports(issueSigner(root), [root]), signDigest: undefined });
    expect(() => signatureDigest(bytes)).toThrow(/not signed yet/);
  });
});
