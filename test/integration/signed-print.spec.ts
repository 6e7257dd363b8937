/** What the real printer gives becomes a signed report: the same page always the same bytes, the signature on the box that was printed for it. */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { finishReport, signatureDigest, timestampReport } from '../../src/engine/signing/sign-prepared.ts';
import { timestampRequest } from '../../src/engine/signing/timestamp.ts';
import { createChildPdfPrinter } from '../../src/main/command-line/child-pdf-printer.ts';
import { AT, attachments, badChecks } from '../engine/signing/signed-report.ts';
import { answer } from '../engine/signing/test-authority.ts';
import { issueRoot, issueSigner, signsReports } from '../engine/signing/test-office.ts';
import { hasTool, runTool } from '../support/command-tool.ts';
import { fileFolder } from '../support/file-folder.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Impact – “x”</title>
<style nonce="__CSP_NONCE__">@page { size: A4; margin: 20mm } section { page-break-before: always } #signature-block { display: block; height: 25mm }</style>
</head><body><h1>Report</h1><p>See <a href="https://example.org/law">the law</a> and <a href="#end">the end</a>.</p>
<table><thead><tr><th scope="col">Group</th><th scope="col">Amount</th></tr></thead><tbody><tr><td>A–ž</td><td>12.30</td></tr></tbody></table>
<section id="end"><h2>Evidence</h2><a id="signature-block" href="https://signature.invalid/" aria-label="Place of the signature">&#160;</a></section>
</body></html>`;

/** What was built from this checkout; PROBITY_OUT names another build. */
const print = createChildPdfPrinter(dirname(process.env.PROBITY_OUT ?? resolve(import.meta.dirname, '../../out')));
const report = { title: 'Impact', at: AT, attachments };
const folder = fileFolder();
let prints: readonly Uint8Array[] = [];

beforeAll(async () => {
  prints = [await print(PAGE), await print(PAGE)];
}, 120_000);

const [first, second] = [() => prints[0] as Uint8Array, () => prints[1] as Uint8Array];

test('two prints of one page become the same bytes', async () => {
  expect((await finishReport(first(), report, undefined)).bytes).toEqual((await finishReport(second(), report, undefined)).bytes);
});

describe.each(['ecdsa-p256', 'rsa-3072'] as const)('signed with %s and timestamped', (kind) => {
  let path = '';
  let bytes: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    const root = issueRoot(kind);
    const signed = await finishReport(first(), report, signsReports(issueSigner(root, { kind }), [root]));
    bytes = await timestampReport(signed.bytes, answer(timestampRequest(signatureDigest(signed.bytes))));
    path = join(folder, `${kind}.pdf`);
    writeFileSync(path, bytes);
  });

  test('it is accepted', async () => {
    expect(await badChecks(bytes)).toEqual([]);
  });

  test('the signature is a form field on the second page, and a reader comes upon it as one', () => {
    const text = Buffer.from(bytes).toString('latin1');
    const [, element] = /\/Subtype \/Widget \/FT \/Sig .*\/StructParent (\d+)>>/.exec(text) ?? [];
    const [, number] = new RegExp(`/Nums \\[[^\\]]*\\b${element} (\\d+) 0 R`).exec(text) ?? [];
    expect(text.includes(`\n${number} 0 obj\n<</Type /StructElem\n/S /Form\n`)).toBe(true);
    expect(text.includes('signature.invalid')).toBe(false);
    expect(text.includes('https://example.org/law')).toBe(true);
  });

  test.runIf(hasTool('pdfsig'))('pdfsig finds it valid, and the total document signed', () => {
    const found = runTool('pdfsig', path);
    expect(found).toContain('Signature is Valid');
    expect(found).toContain('Total document signed');
  });

  test.runIf(hasTool('qpdf'))('qpdf finds nothing wrong in the file', () => {
    expect(runTool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
  });

  test.runIf(hasTool('pdffonts'))('all fonts are embedded', () => {
    const [, , ...fonts] = runTool('pdffonts', path).trim().split('\n');
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/);
  });
});
