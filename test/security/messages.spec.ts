/** What main answers to messages that our own page never sends: a refusal of a kind, with a reference, and nothing of the program's inside. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { answerDialogs } from '../e2e/support/answer-dialogs.ts';
import { projectRoot } from '../e2e/support/launch-app.ts';
import { test } from './support/test.ts';

type Sent = { readonly name: unknown; readonly input: unknown };
type Answer = { readonly ok: boolean; readonly value?: unknown; readonly error?: Record<string, unknown> };

/** Sends a message as a page that was taken over would: past all types. */
const send = (page: Page, door: 'call' | 'shell', ...sent: readonly unknown[]): Promise<Answer> =>
  page.evaluate(({ door: which, words }) => Reflect.apply(window.probity[which], null, words) as Promise<Answer>, { door, words: sent });

const expectRefusal = (answer: Answer, kind: string): void => {
  expect(answer).toEqual({
    ok: false,
    error: expect.objectContaining({ kind, message: expect.any(String), ref: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
  });
  expect(Object.keys(answer.error ?? {}).filter((name) => !['kind', 'message', 'problems', 'ref'].includes(name))).toEqual([]);
  // Neither a stack nor a file of the program.
  expect(JSON.stringify(answer)).not.toMatch(/\bat \w+ \(|\.js:\d|file:\/\/|node_modules|out\/main/);
};

const names: readonly unknown[] = [
  '',
  'nothing.like.this',
  'workspace.info ',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  ['workspace.info'],
  { toString: 'workspace.info' },
  null,
  undefined,
  7,
];

for (const door of ['call', 'shell'] as const) {
  test(`${door}: only the names of the contract are operations`, async ({ page }) => {
    for (const name of names) expectRefusal(await send(page, door, name, {}), 'invalid');
  });
}

const misfits: readonly (Sent & { readonly door: 'call' | 'shell'; readonly what: string })[] = [
  { door: 'call', what: 'no input', name: 'workspace.info', input: undefined },
  { door: 'call', what: 'an input of another kind', name: 'workspace.info', input: 'text' },
  { door: 'call', what: 'one field too many', name: 'workspace.info', input: { extra: 1 } },
  { door: 'call', what: 'a missing field', name: 'document.get', input: { kind: 'policy' } },
  { door: 'call', what: 'a field of another type', name: 'run.list', input: { after: '0' } },
  { door: 'call', what: 'a page that is too long', name: 'audit.list', input: { limit: 1_001 } },
  { door: 'call', what: 'a path that is no text', name: 'workspace.open', input: { path: ['x'] } },
  { door: 'call', what: 'a text that is too long', name: 'run.show', input: { run: 'x'.repeat(4_097) } },
  { door: 'shell', what: 'no input', name: 'info', input: undefined },
  { door: 'shell', what: 'a field of another type', name: 'readDocument', input: { path: 7 } },
  { door: 'shell', what: 'a kind that does not exist', name: 'pickOpen', input: { kind: 'exe' } },
  { door: 'shell', what: 'a name that is too long', name: 'pickSave', input: { kind: 'pdf', suggestedName: 'x'.repeat(201) } },
  { door: 'shell', what: 'one field too many', name: 'recent', input: { extra: 1 } },
];

for (const { door, what, name, input } of misfits) {
  test(`${door}: ${name} does not take ${what}`, async ({ page }) => {
    expectRefusal(await send(page, door, name, input), 'invalid');
  });
}

test('call: document.check does not take a body that is too long', async ({ page }) => {
  const check = (length: number): Promise<Answer> =>
    page.evaluate((long) => window.probity.call('document.check', { body: ' '.repeat(long) }) as Promise<Answer>, length);
  const bytesMax = 16 * 1024 * 1024;
  expectRefusal(await check(bytesMax + 1), 'invalid');
  expect(await check(bytesMax)).toMatchObject({ ok: true });
});

test('the opposite: what our own page sends is answered', async ({ page }) => {
  expect(await send(page, 'call', 'document.check', { body: '{}' })).toMatchObject({ ok: true, value: { problems: expect.any(Array) } });
  expect(await send(page, 'shell', 'recent', {})).toEqual({ ok: true, value: [] });
});

test.describe('files', () => {
  const secret = 'key,value\nprivate,1\n';
  let path: string;
  test.beforeEach(({ running: { folder } }) => {
    path = join(folder, 'secret.csv');
    writeFileSync(path, secret);
  });

  for (const { name, input } of [
    { name: 'workspace.open', input: {} },
    { name: 'workspace.create', input: { name: 'Mine' } },
    { name: 'source.preview', input: {} },
    { name: 'evidence.verify', input: {} },
  ]) {
    test(`${name} does not take a path that nobody chose`, async ({ page }) => {
      expectRefusal(await send(page, 'call', name, { ...input, path }), 'forbidden');
    });
  }

  for (const field of ['unitsPath', 'membersPath']) {
    test(`population.import does not take a ${field} that nobody chose`, async ({ running: { app }, page }) => {
      const chosen = `${path}.chosen`;
      writeFileSync(chosen, secret);
      await answerDialogs(app, [chosen]);
      await send(page, 'shell', 'pickOpen', { kind: 'csv' });
      const input = { name: 'x', policy: 'x', unitsPath: chosen, membersPath: chosen, [field]: path };
      expectRefusal(await send(page, 'call', 'population.import', input), 'forbidden');
    });
  }

  test('a document is read only where it was chosen, and a table too', async ({ running: { app }, page }) => {
    expect(await send(page, 'shell', 'readDocument', { path })).toEqual({
      ok: true,
      value: { ok: false, message: 'The file was not chosen in a dialog.' },
    });
    await answerDialogs(app, [path]);
    expect(await send(page, 'shell', 'pickOpen', { kind: 'csv' })).toEqual({ ok: true, value: path });
    expect(await send(page, 'shell', 'readDocument', { path })).toEqual({ ok: true, value: { ok: true, text: secret } });
    expect(await send(page, 'call', 'source.preview', { path })).toMatchObject({ ok: true, value: { columns: ['key', 'value'] } });
    // Chosen for reading is not chosen for writing, and a neighbour is not chosen at all.
    expectRefusal(await send(page, 'call', 'report.export', { run: 'x', outPath: path }), 'forbidden');
    // Nor for having its code run.
    expectRefusal(await send(page, 'call', 'signer.addToken', { modulePath: path, keyId: '01' }), 'forbidden');
    expectRefusal(await send(page, 'call', 'source.preview', { path: `${path}/.` }), 'forbidden');
  });

  test('a file that a page makes has no path, and what is no file is not taken', async ({ page }) => {
    // One that no other test has had chosen.
    const dropped = `${path}.dropped`;
    const taken = await page.evaluate(
      async (named) => ({
        made: await window.probity.take(new File(['text'], named)),
        other: await (async () => Reflect.apply(window.probity.take, null, [named]))().then(
          () => 'taken',
          () => 'refused',
        ),
      }),
      dropped,
    );
    expect(taken).toEqual({ made: { ok: true, value: null }, other: 'refused' });
    expectRefusal(await send(page, 'call', 'evidence.verify', { path: dropped }), 'forbidden');
  });

  test('a text is written only where the person pointed for that, and what cannot be written says so', async ({
    running: { app, folder },
    page,
  }) => {
    const write = (to: string) => send(page, 'shell', 'writeDocument', { path: to, text: 'written' });
    const refused = { ok: true, value: { ok: false, message: 'The file was not chosen in a dialog.' } };
    expect(await write(path)).toEqual(refused);
    const read = join(folder, 'read.json');
    writeFileSync(read, secret);
    await answerDialogs(app, [read]);
    await send(page, 'shell', 'pickOpen', { kind: 'json' });
    // Chosen for reading is not chosen for writing.
    expect(await write(read)).toEqual(refused);
    expect(readFileSync(read, 'utf8')).toBe(secret);

    const place = join(folder, 'trace.json');
    const gone = join(folder, 'nowhere', 'trace.json');
    await answerDialogs(app, [place, gone]);
    await send(page, 'shell', 'pickSave', { kind: 'json', suggestedName: 'trace.json' });
    expect(await write(place)).toEqual({ ok: true, value: { ok: true } });
    expect(readFileSync(place, 'utf8')).toBe('written');
    await send(page, 'shell', 'pickSave', { kind: 'json', suggestedName: 'trace.json' });
    expect(await write(gone)).toEqual({ ok: true, value: { ok: false, message: 'The file cannot be written (ENOENT).' } });
  });

  test('what cannot be read says so without naming its place', async ({ running: { app, folder }, page }) => {
    const gone = join(folder, 'gone.json');
    const bytes = join(folder, 'bytes.json');
    writeFileSync(bytes, Uint8Array.of(0xff, 0xfe, 0x00));
    await answerDialogs(app, [gone, bytes, folder]);
    for (const [chosen, message] of [
      [gone, 'The file cannot be read (ENOENT).'],
      [bytes, 'The file is not UTF-8 text.'],
      [folder, 'The file cannot be read (EISDIR).'],
    ]) {
      await send(page, 'shell', 'pickOpen', { kind: 'json' });
      expect(await send(page, 'shell', 'readDocument', { path: chosen })).toEqual({ ok: true, value: { ok: false, message } });
    }
  });
});

/** Opens the app's own page, with its own preload script, in a second window that main knows nothing of. */
const openStranger = async (app: ElectronApplication): Promise<Page> => {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, preload) => new BrowserWindow({ show: false, webPreferences: { preload } }).loadURL('probity://app/index.html'),
    join(projectRoot, 'out/preload/preload.cjs'),
  );
  return opened;
};

test('another window is not heard, though it shows the same page', async ({ running: { app }, page }) => {
  const stranger = await openStranger(app);
  try {
    expectRefusal(await send(stranger, 'call', 'workspace.info', {}), 'forbidden');
    expectRefusal(await send(stranger, 'shell', 'info', {}), 'forbidden');
  } finally {
    await stranger.close();
  }
  // The opposite: the first window still is.
  expectRefusal(await send(page, 'call', 'workspace.info', {}), 'not-found');
});

test('a bug that a question runs into is a fault with a reference, and the app goes on', async ({ running: { app }, page }) => {
  await app.evaluate(({ nativeTheme }) =>
    Object.defineProperty(nativeTheme, 'themeSource', {
      configurable: true,
      get: () => {
        throw new Error('planted');
      },
    }),
  );
  const answer = await send(page, 'shell', 'info', {});
  await app.evaluate(({ nativeTheme }) => Reflect.deleteProperty(nativeTheme, 'themeSource'));
  expectRefusal(answer, 'fault');
  expect(JSON.stringify(answer)).not.toContain('planted');
  expect(await send(page, 'shell', 'info', {})).toMatchObject({ ok: true });
});
