/** Files that are no report, or were made to bring a reader down: a verdict in bounded time, never a crash. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPdf } from '../../../src/engine/signing/pdf/pdf-file.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { signedReport } from './signed-report.ts';

const report = (await signedReport()).bytes;

describe('what is no report', () => {
  const head = '%PDF-1.7\n%\xd3\xeb\xe9\xe1\n';
  const tail = (at: number, rows: number): string =>
    `xref\n0 ${rows}\n0000000000 65535 f \n0000000015 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`;
  const file = (body: string, rows = 2): string => `${head}1 0 obj\n${body}\nendobj\n${tail(head.length + body.length + 16, rows)}`;

  test.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a head alone', head],
    ['a printed report that is not signed', Buffer.from(printedPdf()).toString('latin1')],
    ['arrays in arrays', file('['.repeat(1_000_000))],
    ['dictionaries in dictionaries', file('<</A '.repeat(500_000))],
    ['a string without end', file(`(${'('.repeat(1_000_000)}`)],
    ['backslashes', file(`(${'\\'.repeat(1_000_001)}`)],
    ['a long number', file('1'.repeat(1_000_000))],
    ['a long name', file(`/${'A'.repeat(1_000_000)}`)],
    ['a name of escapes', file(`/${'#41'.repeat(300_000)}`)],
    ['a table of millions of rows', file('<<>>', 4_000_000)],
    ['a table of more rows than numbers', file('<<>>', 99_999_999_999)],
    ['a stream longer than the file', file('<</Length 99999999>> stream\n')],
    ['a stream of negative length', file('<</Length -5>> stream\n\nendstream')],
    ['an array of millions', file(`[${'1 '.repeat(2_500_000)}]`)],
    ['fields without end', file(`[${'<</FT/A>>'.repeat(300_000)}]`)],
    ['a document that is itself', file('<</AcroForm 1 0 R /Names 1 0 R /ByteRange 1 0 R>>')],
    ['blanks', file(' '.repeat(1_000_000))],
    ['end after end', '%%EOF\n'.repeat(200_000)],
  ])('%s', async (_, content) => {
    const verdict = await verifyPdf(Buffer.from(content, 'latin1'));
    expect(verdict.checks.some(({ outcome }) => outcome === 'bad')).toBe(true);
    expect(verdict.signedBy).toBeUndefined();
  });

  const keys = Array.from({ length: 4_097 }, (_, n) => `/K${n} 1`).join(' ');

  test.each([
    ['a dictionary of too many keys', file(`<<${keys}>>`), /^At byte \d+: a dictionary has more than 4096 keys\.$/],
    ['a list of too many values', file(`[${'1 '.repeat(1_000_001)}]`), /^At byte \d+: an object has more than 1000000 values\.$/],
    ['names that are longer than names', file(`/${'A'.repeat(382)}`), /^At byte \d+: a name has more than 381 characters\.$/],
    [
      'names full of escapes',
      file(`[${`/${'#41'.repeat(127)}`.repeat(13_000)}]`),
      /^At byte \d+: the file has more than 5000000 values\.$/,
    ],
    ['a table of too many rows', file('<<>>', 1_000_001), /^Its cross-reference table says to have 1000001 rows; 1000000 are the most\.$/],
  ])('%s is refused where it goes too far', async (_, content, words) => {
    const { checks } = await verifyPdf(Buffer.from(content, 'latin1'));
    expect(checks[0]).toMatchObject({ outcome: 'bad', found: expect.stringMatching(words) });
  });

  test('an object that a hundred others name is read once', () => {
    const body = `<</Type [${'1 '.repeat(100_000)}]>>`;
    const { dictionary } = readPdf(Buffer.from(file(body), 'latin1'), () => undefined);
    expect(dictionary(1)).toBe(dictionary(1));
  });

  test('a report whose pieces were cut, repeated and put elsewhere', async () => {
    const piece = fc.record({ at: fc.nat(report.length), length: fc.nat(400), to: fc.nat(report.length) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), async (pieces) => {
        let bytes = Buffer.from(report);
        for (const { at, length, to: place } of pieces)
          bytes = Buffer.concat([
            bytes.subarray(0, place),
            report.subarray(at, at + length),
            bytes.subarray(place + (length % 3 === 0 ? length : 0)),
          ]);
        const verdict = await verifyPdf(bytes);
        if (!bytes.equals(report)) expect(verdict.checks.some(({ outcome }) => outcome === 'bad')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
