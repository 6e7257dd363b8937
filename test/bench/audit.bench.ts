/**
 * `npm run bench -- audit [--entries 1000000] [--json]`: a trail of a million entries of 300 bytes, under an impact on made-up households. Appended in
 * transactions of a thousand, each of them durable; verified as a whole by a job of its own, with one worker and with two in turn; the proof of entry
 * 45,821; the bundle of one case; and how long the stand-alone page takes for that bundle in the system's Chromium, where there is one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeEntry } from '../../src/engine/audit/audit-entry.ts';
import { createLogKeyring } from '../../src/engine/identity/log-keyring.ts';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import type { AuditVerdict, EntryDraft } from '../../src/engine/model/index.ts';
import { proveEntry } from '../../src/engine/store/audit/prove-entry.ts';
import { openStore } from '../../src/engine/store/open-store.ts';
import { createSystemPort } from '../../src/main/system-port.ts';
import { hasChromium, launchChromium } from '../support/debian-chromium.ts';
import { ask, completed, impactOfHouseholds, openEngine } from './bench-engine.ts';

const ENTRIES_DEFAULT = 1_000_000;
const ENTRIES_AT_ONCE = 1_000;
const ENTRY_BYTES = 300;
const UNITS = 20_000;
const ROUNDS = 5;
const PROVED = 45_821;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const rounded = (value: number): number => Number(value.toPrecision(3));

const timed = async <T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> => {
  const startMs = performance.now();
  const result = await work();
  return { ms: performance.now() - startMs, result };
};

const draftOf = (note: string): EntryDraft => ({ kind: 'report.exported', subject: { run: 'bench' }, detail: { note } });

/** A draft whose entry has ENTRY_BYTES where its index has six digits. It records nothing that would have to be compared with a table. */
const fullDraft = (): EntryDraft => {
  const bytes = writeEntry({ index: 100_000, at: new Date().toISOString(), actor: 'bench', ...draftOf('') }).length;
  if (bytes > ENTRY_BYTES) throw new Error(`an entry without a note has ${bytes} bytes`);
  return draftOf('x'.repeat(ENTRY_BYTES - bytes));
};

const jobs = createChildRunner(join(import.meta.dirname, 'jobs.js'));
const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
const path = join(folder, 'bench.probity');

const makeImpact = async (): Promise<{ readonly run: string; readonly unit: string }> => {
  const engine = openEngine(folder);
  try {
    await ask(engine, 'workspace.create', { path, name: 'Bench' });
    const run = await impactOfHouseholds(engine, UNITS);
    const { cases } = await ask(engine, 'case.list', { run, change: 'gain', limit: 1 });
    return { run, unit: cases[0]?.unit ?? '' };
  } finally {
    await engine.close();
  }
};

const append = async (entries: number): Promise<number> => {
  const machineFolder = join(folder, 'machine');
  const port = createSystemPort({ jobs, printPdf: () => Promise.reject(new Error('nothing is printed')), machineFolder });
  const store = openStore(path, { ...port, logKeys: createLogKeyring(machineFolder) });
  const draft = fullDraft();
  const { ms } = await timed(() => {
    for (let done = 0; done < entries; done += ENTRIES_AT_ONCE) {
      store.change('bench', (writer) => {
        for (let i = 0; i < Math.min(ENTRIES_AT_ONCE, entries - done); i++) writer.record(draft);
      });
    }
  });
  store.close();
  return ms;
};

const verify = async (workers: number): Promise<number> => {
  const job = { kind: 'verify', workspacePath: path, anchors: [], workers } as const;
  const { ms, result: end } = await timed(
    () => jobs.start<never, AuditVerdict>(job, { onProgress: () => undefined, onPart: () => undefined }).ended,
  );
  if (end.type !== 'done' || end.outcome.verdict !== 'consistent') throw new Error(`the trail: ${JSON.stringify(end)}`);
  return ms;
};

/** The first proof has nothing in memory yet; the others are asked of the same file once more. */
const prove = async (): Promise<{ readonly firstMs: number; readonly medianMs: number }> => {
  const store = openStore(path, { readOnly: true });
  const times: number[] = [];
  for (let i = 0; i < 51; i++) times.push((await timed(() => store.read((reader) => proveEntry(reader, PROVED)))).ms);
  store.close();
  return { firstMs: rounded(times[0] as number), medianMs: rounded(median(times)) };
};

const exportBundle = async (run: string, unit: string): Promise<{ readonly ms: number; readonly bytes: number; readonly path: string }> => {
  const engine = openEngine(folder);
  try {
    await ask(engine, 'workspace.open', { path });
    const outPath = join(folder, 'evidence.zip');
    const { ms } = await timed(async () => {
      const { task } = await ask(engine, 'evidence.export', { run, outPath, units: [unit] });
      await completed(engine, task);
    });
    return { ms, bytes: readFileSync(outPath).length, path: outPath };
  } finally {
    await engine.close();
  }
};

/** As the page itself measures it: from the file to the answer. The first check of a page compiles its script as well. */
const checkInPage = async (bundle: string): Promise<{ readonly firstMs: number; readonly medianMs: number }> => {
  const browser = await launchChromium();
  try {
    const times: number[] = [];
    const page = await browser.newPage();
    await page.goto(pathToFileURL(resolve('resources/probity-verifier.html')).href);
    for (let turn = 0; turn < 21; turn++) {
      await page.locator('#files').setInputFiles([]);
      await page.locator('#files').setInputFiles({ name: basename(bundle), mimeType: 'application/zip', buffer: readFileSync(bundle) });
      const result = page.locator(`#result[data-turn="${turn + 1}"]`);
      if ((await result.getAttribute('data-outcome')) !== 'accepted') throw new Error(await result.innerText());
      times.push(Number(await result.getAttribute('data-took-ms')));
    }
    return { firstMs: times[0] as number, medianMs: median(times) };
  } finally {
    await browser.close();
  }
};

const { values } = parseArgs({ options: { entries: { type: 'string' }, json: { type: 'boolean', default: false } } });
const entries = Number(values.entries ?? ENTRIES_DEFAULT);
try {
  const { run, unit } = await makeImpact();
  const appendMs = await append(entries);
  const verifyMs: { readonly one: number[]; readonly two: number[] } = { one: [], two: [] };
  for (let round = 0; round < ROUNDS; round++) {
    verifyMs.one.push(await verify(1));
    verifyMs.two.push(await verify(2));
  }
  const proof = await prove();
  const bundle = await exportBundle(run, unit);
  const page = hasChromium ? await checkInPage(bundle.path) : undefined;
  const figures = {
    entries,
    appendPerSecond: Math.round((entries * 1000) / appendMs),
    verifyOneWorkerMs: Math.round(median(verifyMs.one)),
    verifyTwoWorkersMs: Math.round(median(verifyMs.two)),
    proofFirstMs: proof.firstMs,
    proofMs: proof.medianMs,
    bundleOfOneCaseBytes: bundle.bytes,
    bundleOfOneCaseMs: Math.round(bundle.ms),
    ...(page === undefined ? {} : { pageFirstMs: page.firstMs, pageMs: page.medianMs }),
  };
  const lines = Object.entries(figures).map(([name, value]) => `${name.padEnd(24)}${value}`);
  console.log(values.json ? JSON.stringify(figures) : lines.join('\n'));
} finally {
  await jobs.close();
  rmSync(folder, { recursive: true, force: true });
}
