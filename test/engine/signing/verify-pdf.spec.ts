/** Whatever is done to a signed report, and whatever a dishonest signer signs, the verifier says so. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { writeDer, writeOid } from '../../../src/engine/signing/der.ts';
import { signatureDigest, timestampReport } from '../../../src/engine/signing/sign-prepared.ts';
import { timestampRequest } from '../../../src/engine/signing/timestamp.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { attribute, changed, type Forgery, forge, honest, root, signer } from './forge-report.ts';
import { badChecks, signedReport } from './signed-report.ts';
import { answer } from './test-authority.ts';
import { issueSigner, sequence } from './test-office.ts';

const pdfsig = hasTool('pdfsig');

const findings = async (bytes: Uint8Array): Promise<string> =>
  (await badChecks(bytes))
    .map(({ found }) => found)
    .join('\n')
    .toLowerCase();

const report = (await signedReport()).bytes;
const text = report.toString('latin1');
const withTime = Buffer.from(await timestampReport(report, answer(timestampRequest(signatureDigest(report)))));

/** The same number of bytes, so that nothing else moves. */
const padded = (from: RegExp, to: string) => (of: string) => of.replace(from, (found) => to.padEnd(found.length));

test('the opposite: a report that nobody touched, and one with a timestamp, are accepted', async () => {
  expect(await badChecks(report)).toEqual([]);
  expect(await badChecks(withTime)).toEqual([]);
  expect(await badChecks(forge())).toEqual([]);
});

test('any byte that is changed', async () => {
  const place = fc.oneof(
    fc.nat(report.length - 1),
    fc.integer({ min: text.indexOf('/Contents <30') + 11, max: text.indexOf('/Contents <30') + 2_000 }),
  );
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = Buffer.from(report);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      expect(await badChecks(bytes)).not.toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});

test('any byte of the signature that has a timestamp, but for what its authority left unsigned', async () => {
  const contents = withTime.indexOf('/Contents <30') + 11;
  const length = withTime
    .toString('latin1')
    .slice(contents)
    .search(/0{100}/);
  const good = await verifyPdf(withTime);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: contents, max: contents + length }), fc.constantFrom(1, 2, 4, 8), async (at, flip) => {
      const bytes = Buffer.from(withTime);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const verdict = await verifyPdf(bytes);
      if (verdict.checks.every(({ outcome }) => outcome === 'good')) {
        expect(verdict.timestamp).toEqual(good.timestamp);
        expect(verdict.fingerprint).toEqual(good.fingerprint);
      }
    }),
    { numRuns: 500 },
  );
});

/** Adds a revision to the end, as editors do: the page's text, and a table that leads to the old one. */
const update = (bytes: Buffer): string => {
  const body = '3 0 obj\n<</Length 40>> stream\nBT /F1 24 Tf 72 720 Td (Another) Tj ET    \nendstream\nendobj\n';
  const before = /startxref\n(\d+)\n%%EOF\n$/.exec(bytes.toString('latin1'))?.[1];
  const row = `${String(bytes.length).padStart(10, '0')} 00000 n \n`;
  const trailer = `trailer\n<</Size 99 /Root 12 0 R /Prev ${before}>>\nstartxref\n${bytes.length + body.length}\n%%EOF\n`;
  return `${body}xref\n3 1\n${row}${trailer}`;
};

const [, from = 0, to = 0] = (/\/ByteRange \[0 (\d+) (\d+) /.exec(text) ?? []).map(Number);
const contents = text.slice(from, to);
const beforeTable = text.lastIndexOf('xref\n0 ');

describe('what is done to a signed file', () => {
  test.each([
    ['a line feed after it', () => `${text}\n`, 'does not end'],
    ['bytes after it', () => `${text}hello`, 'does not end'],
    ['bytes before it', () => `\n${text}`, 'does not begin'],
    ['another file before it', () => `${Buffer.from(printedPdf()).toString('latin1')}${text}`, ''],
    ['a revision added', () => text + update(report), 'something was added'],
    ['a revision without a table', () => `${text}3 0 obj\n<<>>\nendobj\n%%EOF\n`, 'does not end'],
    ['a revision with a trailer alone', () => `${text}trailer\n<</Size 99 /Root 12 0 R>>\nstartxref\n${beforeTable}\n%%EOF\n`, ''],
    [
      'a revision that repeats the signature',
      () => text + update(report).replace('/Length 40', `/Length 40 /ByteRange [0 ${from} ${to} 9] /Contents ${contents}`),
      '',
    ],
    ['the end cut off', () => text.slice(0, -7), 'does not end'],
    ['half of it cut off', () => text.slice(0, text.length / 2), 'does not end'],
    ['an object between objects', () => `${text.slice(0, beforeTable)}3 0 obj\n<<>>\nendobj\n${text.slice(beforeTable)}`, ''],
    ['a comment between objects', () => text.replace('endobj\n3 0 obj', 'endobj\n%3 0 obj'), ''],
    ['a table that leads elsewhere', () => text.replace(/^(0{7}\d{3})( 00000 n \n)(\d{10})/m, '$3$2$1'), 'not where the table says'],
    ['a table with a freed row', () => text.replace(/(\d{10}) 00000 n \ntrailer/, '0000000000 65535 f \ntrailer'), 'not understood'],
    ['what is signed moved behind something else', () => text.slice(0, to) + ' '.repeat(200) + text.slice(to), ''],
    ['another text on the page', () => text.replace('(Report)', '(Repart)'), 'does not have the digest'],
    ['another time', () => text.replace('/M (D:2026', '/M (D:2025'), 'does not have the digest'],
    ['another attachment', () => text.replace('the bundle', 'the bungle'), 'does not have the digest'],
    ['another name for an attachment', () => text.replaceAll('evidence.zip', 'evidence.zap'), 'does not have the digest'],
    ['no contents of the signature', padded(/\/Contents <[0-9a-f]+>/, ''), 'no contents'],
    ['null as contents', padded(/\/Contents <[0-9a-f]+>/, '/Contents null'), 'no contents'],
    ['empty contents', padded(/\/Contents <[0-9a-f]+>/, '/Contents <>'), ''],
    ['a zero as contents', padded(/\/Contents <[0-9a-f]+>/, '/Contents <00>'), ''],
    ['contents that are no hexadecimal digits', padded(/\/Contents <[0-9a-f]+>/, '/Contents (0)'), 'no contents'],
    ['no signature but zeros', () => text.replace(/(?<=\/Contents <)[0-9a-f]+/, (digits) => '0'.repeat(digits.length)), ''],
    ['contents that refer to an object', padded(/\/Contents <[0-9a-f]+>/, '/Contents 3 0 R'), 'no contents'],
    ['no range', padded(/\/ByteRange \[[^\]]+\]/, ''), ''],
    ['null as range', padded(/\/ByteRange \[[^\]]+\]/, '/ByteRange null'), 'which bytes'],
    ['an empty range', padded(/\/ByteRange \[[^\]]+\]/, '/ByteRange []'), 'it covers the bytes []'],
    ['a range of nothing', padded(/\/ByteRange \[[^\]]+\]/, '/ByteRange [0 0 0 0]'), 'it covers the bytes [0 0 0 0]'],
    ['a negative range', padded(/\/ByteRange \[[^\]]+\]/, `/ByteRange [0 ${from} ${to} -1]`), 'it covers'],
    ['a range of one part', padded(/\/ByteRange \[[^\]]+\]/, `/ByteRange [0 ${from}]`), 'it covers'],
    ['a range beyond the file', padded(/\/ByteRange \[[^\]]+\]/, `/ByteRange [0 ${from} ${to} 999999]`), 'it covers'],
    ['a range as texts', padded(/\/ByteRange \[[^\]]+\]/, `/ByteRange [(0) (1) (2) (3)]`), 'it covers'],
    ['two ranges', padded(/\/ByteRange \[[^\]]+\]/, `/ByteRange [] /ByteRange []`), 'stands twice'],
    ['a field that leads elsewhere', () => text.replace(/\/V \d\d 0 R/, '/V 10 0 R'), 'another signature'],
    ['a form that leads elsewhere', () => text.replace('/Fields [7 0 R]', '/Fields [8 0 R]'), 'another field'],
    ['an empty form', () => text.replace('/Fields [7 0 R]', '/Fields [     ]'), 'another field'],
    ['a form by another key', () => text.replace('/AcroForm', '/AcroFarm'), 'no form'],
    ['upper-case digits', () => text.replace(/(?<=\/Contents <)[0-9a-f]+/, (digits) => digits.toUpperCase()), 'lower-case'],
  ] as const)('%s', async (_, change, reason) => {
    expect(await findings(changed(report, change))).toContain(reason.toLowerCase());
    expect(await badChecks(changed(report, change))).not.toEqual([]);
  });

  test('a revision that another program added in the proper way, which viewers call valid', async () => {
    const loaded = await PDFDocument.load(report, { forIncrementalUpdate: true });
    loaded.getPage(0).drawRectangle({ x: 0, y: 0, width: 300, height: 300, color: rgb(1, 1, 1) });
    const bytes = Buffer.from(await loaded.save({ useObjectStreams: false }));
    expect(bytes.subarray(0, report.length).equals(report)).toBe(true);
    expect(await findings(bytes)).toContain('something was added');
    if (!pdfsig) return;
    const path = join(scratchFolder(), 'shadow.pdf');
    writeFileSync(path, bytes);
    expect(runTool('pdfsig', path)).toMatch(/Not total document signed[\s\S]*Signature is Valid/);
  });

  test('a certificate swapped for another of the same key and name', async () => {
    const bytes = changed(forge(), (of) => {
      const other = Buffer.from(issueSigner(root).certificate).toString('hex');
      const own = Buffer.from(signer.certificate).toString('hex');
      return of.replace(own.slice(0, other.length), other.slice(0, own.length));
    });
    expect(await badChecks(bytes)).not.toEqual([]);
  });

  test('a timestamp of another signature', async () => {
    const [other] = [await signedReport()];
    const stamped = Buffer.from(await timestampReport(other.bytes, answer(timestampRequest(signatureDigest(other.bytes)))));
    const tokenOf = (bytes: Buffer): string => /060b2a864886f70d010910020e.*?(?=0{60})/.exec(bytes.toString('latin1'))?.[0] ?? '';
    const [theirs, ours] = [tokenOf(stamped), tokenOf(withTime)];
    expect(theirs).not.toBe('');
    expect(await badChecks(changed(withTime, (of) => of.replace(ours, theirs.slice(0, ours.length).padEnd(ours.length, '0'))))).not.toEqual(
      [],
    );
  });
});

const timestamp = (token: Uint8Array): Uint8Array => attribute('1.2.840.113549.1.9.16.2.14', token);
const { contentType, digest: digestAttribute, certificates } = honest;
const annotation = (rest: string): string => `<</Type /Annot /Rect [0 0 1 1] ${rest}>>`;

const forgeries: readonly (readonly [string, Forgery, string])[] = [
  [
    'a time among the signed attributes',
    {
      attributes: (d, c) => [
        contentType,
        digestAttribute(d),
        certificates(c, root.certificate),
        attribute('1.2.840.113549.1.9.5', writeDer(0x17, Buffer.from('261120150000Z'))),
      ],
    },
    'signing-time',
  ],
  ['no content-type', { attributes: (d, c) => [digestAttribute(d), certificates(c, root.certificate)] }, 'content-type'],
  [
    'another content-type',
    { attributes: (d, c) => [attribute('1.2.840.113549.1.9.3', writeOid('1.2.3')), digestAttribute(d), certificates(c, root.certificate)] },
    'something else',
  ],
  ['no message-digest', { attributes: (_, c) => [contentType, certificates(c, root.certificate)] }, 'message-digest'],
  ['no certificate among the signed attributes', { attributes: (d) => [contentType, digestAttribute(d)] }, 'signing-certificate-v2'],
  [
    'another certificate among them',
    { attributes: (d) => [contentType, digestAttribute(d), certificates(root.certificate)] },
    'names another certificate',
  ],
  [
    'the digest of something else',
    { attributes: (_, c) => [contentType, digestAttribute(Buffer.alloc(32)), certificates(c, root.certificate)] },
    'does not have the digest',
  ],
  [
    'one attribute more',
    { attributes: (d, c) => [contentType, digestAttribute(d), certificates(c, root.certificate), attribute('1.2.3', writeOid('1.2.3'))] },
    'something else',
  ],
  [
    'one attribute twice',
    { attributes: (d, c) => [contentType, contentType, digestAttribute(d), certificates(c, root.certificate)] },
    'not one value',
  ],
  ['an unsigned attribute', { unsigned: [attribute('1.2.3', writeOid('1.2.3'))] }, 'something else'],
  ['a certificate that is not signed', { attributes: (d, c) => [contentType, digestAttribute(d), certificates(c)] }, 'something else'],
  ['two signers', { signers: 2 }, '2 signers'],
  ['no signer', { signers: 0 }, '0 signers'],
  ['SHA-1', { hashOid: '1.3.14.3.2.26' }, 'not accepted'],
  ['a certificate too many', { certificates: [signer.certificate, root.certificate, issueSigner(root).certificate] }, 'has not issued it'],
  ['no certificate', { certificates: [root.certificate] }, 'is not in it'],
  ['a certificate that ran out', { signer: issueSigner(root, { notAfter: '2026-06-01T00:00:00Z' }) }, 'holds from'],
  ['a certificate for servers', { signer: issueSigner(root, { purposes: ['1.3.6.1.5.5.7.3.1'] }) }, 'not for signing documents'],
  ['a key that viewers do not know', { signer: issueSigner(root, { kind: 'ed25519' }) }, ''],
  ['no timestamp where one says to be', { unsigned: [timestamp(sequence())] }, 'not DER'],
  ['a timestamp of something else', { unsigned: [timestamp(sequence(writeOid('1.2.840.113549.1.7.2')))] }, ''],
  ['another form of signature', { text: (of) => of.replace('ETSI.CAdES.detached', 'adbe.pkcs7.detached') }, 'does not call itself'],
  ['another name than the certificate’s', { text: (of) => of.replace('/Name (Ada Analyst)', '/Name (Eve Analyst)') }, 'calls its signer'],
  ['a time that is none', { text: (of) => of.replace('/M (D:20261120', '/M (D:20261399') }, 'does not say when'],
  ['bytes after the start left out', { covered: (of) => of.replace('/ByteRange [0 ', '/ByteRange [9 ') }, 'it covers the bytes'],
  ['the end left out', { covered: (of) => of.replace(/(\/ByteRange \[0 \d+ \d+ )(\d)/, '$10') }, 'it covers the bytes'],
  ['something behind the signature in its place', { digits: (digits) => `${digits.slice(0, -2)}01` }, 'hidden after the signature'],
  [
    'something right behind the signature',
    { digits: (digits, length) => `${digits.slice(0, length * 2)}ff${digits.slice(length * 2 + 2)}` },
    'hidden after the signature',
  ],
  [
    'BER in place of DER',
    { digits: (digits) => `3080${digits.slice(8)}0000`.padEnd(digits.length, '0').slice(0, digits.length) },
    'indefinite',
  ],
  ['a script', { more: ['<</S /JavaScript /JS (app.alert(1))>>'] }, 'has the key JS'],
  ['a script with an escaped name', { more: ['<</S /JavaScript /#4a#53 (app.alert(1))>>'] }, 'has the key JS'],
  ['a script deep inside', { more: ['<</A <</B [<</JS (x)>>]>>>>'] }, 'has the key JS'],
  ['an action at opening', { more: ['<</Type /Catalog /OpenAction 1 0 R>>'] }, 'OpenAction'],
  ['layers', { more: ['<</OCProperties <<>>>>'] }, 'OCProperties'],
  ['another form', { more: ['<</XFA []>>'] }, 'XFA'],
  ['a program to be started', { more: [annotation('/Subtype /Link /A <</S /Launch /F (cmd)>>')] }, 'more than lead'],
  ['an action elsewhere', { more: [annotation('/Subtype /Link /A 1 0 R')] }, 'more than lead'],
  ['a program behind a link', { more: [annotation('/Subtype /Link /A <</S /URI /Next <</S /Launch /F (cmd)>>>>')] }, 'more than lead'],
  ['a program in the outline', { more: ['<</Title (x) /A <</S /Launch /F (cmd)>>>>'] }, 'more than lead'],
  ['a form to be sent', { more: [annotation('/Subtype /Link /PA <</S /SubmitForm /F (x)>>')] }, 'more than lead'],
  ['a layer to be switched', { more: ['<</S /SetOCGState /State [/OFF 3 0 R]>>'] }, 'more than lead'],
  ['an action whose kind stands elsewhere', { more: ['<</S 15 0 R /F (cmd)>>', '/Launch'] }, 'more than lead'],
  ['a layer alone', { more: ['<</Type /OCG /Name (x)>>'] }, 'is a layer'],
  ['an annotation whose kind stands elsewhere', { more: [annotation('/Subtype 15 0 R'), '/FreeText'] }, 'of which kind'],
  ['another look under the mouse', { more: [annotation('/Subtype /Link /AP <</N 3 0 R /R 5 0 R>>')] }, 'more than one look'],
  ['a look for each state', { more: [annotation('/Subtype /Link /AP <</N <</A 3 0 R /B 5 0 R>>>>')] }, 'more than one look'],
  ['a page of another file', { more: ['<</Subtype /Form /Ref <</F (o) /Page 0>> /Length 0>> stream\n\nendstream'] }, 'has the key Ref'],
  ['a portfolio', { more: ['<</Type /Catalog /Collection <</View /T>>>>'] }, 'has the key Collection'],
  ['a page that turns itself', { more: ['<</Type /Page /Dur 1>>'] }, 'has the key Dur'],
  ['an attachment that says another size', { text: (of) => of.replace('/Params <</Size 10 ', '/Params <</Size 99 ') }, 'says another size'],
  ['an attachment with another name for some', { text: (of) => of.replace('/Desc (', '/Unix (') }, 'has the key Unix'],
  ['an attachment with a checksum', { text: (of) => of.replace('/Size 10 /ModDate (D:', '/Size 10 /CheckSum (D') }, 'has the key CheckSum'],
  ['a film', { more: [annotation('/Subtype /RichMedia')] }, 'is a RichMedia'],
  ['a note over the page', { more: [annotation('/Subtype /FreeText')] }, 'is a FreeText'],
  ['a stream from another file', { more: ['<</F (other) /Length 0>> stream\n\nendstream'] }, 'in another file'],
  ['a program in PostScript', { more: ['<</Type /XObject /Subtype /PS /Length 0>> stream\n\nendstream'] }, 'a postscript program'],
  ['such a program by an escaped name', { more: ['<</Subtype /P#53 /Length 0>> stream\n\nendstream'] }, 'a postscript program'],
  ['such a program as a form', { more: ['<</Subtype /Form /Subtype2 /PS /Length 0>> stream\n\nendstream'] }, 'a postscript program'],
  ['a form with such a program in it', { more: ['<</Subtype /Form /PS 3 0 R /Length 0>> stream\n\nendstream'] }, 'has the key PS'],
  ['a stream whose kind stands elsewhere', { more: ['<</Subtype 15 0 R /Length 0>> stream\n\nendstream', '/PS'] }, 'a postscript program'],
  ['objects in a stream', { more: ['<</Type /ObjStm /N 1 /First 4 /Length 4>> stream\n3 0 \nendstream'] }, 'holds other objects'],
  ['a table in a stream', { more: ['<</Type /XRef /Length 0>> stream\n\nendstream'] }, 'holds other objects'],
  ['a second signature', { more: ['<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>'] }, '2 signatures'],
  ['a second signature that says less', { more: ['<</Type /DocTimeStamp>>'] }, '2 signatures'],
  ['a second field', { more: ['<</FT /Sig /V 3 0 R>>'] }, '2 form fields'],
  ['an attachment that is in no list', { more: ['<</Type /Filespec /EF <</F 3 0 R>>>>'] }, '3 attached files'],
];

describe('what a dishonest signer signs', () => {
  test.each(forgeries)('%s', async (_, forgery, reason) => {
    let bytes: Buffer;
    try {
      bytes = forge(forgery);
    } catch (error) {
      // What is not of the one form cannot even be prepared.
      expect(error).toBeInstanceOf(Refusal);
      expect(String(error)).toContain(reason);
      return;
    }
    expect(await findings(bytes)).toContain(reason.toLowerCase());
    expect(await badChecks(bytes)).not.toEqual([]);
  });
});
