/** A report is printed from what the workspace holds, carries its evidence, stands whole in its file, and is recorded once it does. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJobFunction } from '../../../src/engine/job/run-job.ts';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import type { ReportRequest } from '../../../src/engine/model/index.ts';
import { PROGRAM_VERSION } from '../../../src/engine/model/program-version.ts';
import { REPORT_SECTIONS } from '../../../src/engine/model/report-request.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { exportReport } from '../../../src/engine/report/export-report.ts';
import { previewReport } from '../../../src/engine/report/preview-report.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { auditSize, listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { newestCheckpoint } from '../../../src/engine/store/audit/checkpoint-store.ts';
import { evidenceWorkspace, RUN } from '../../support/evidence-workspace.ts';
import { jsonIn, unpacked } from '../../support/forged-bundle.ts';
import { beginRun, grantRequest } from '../../support/impact-workspace.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { inProcessRunner, TEST_BUILD, testPort } from '../../support/test-port.ts';

const ALL: ReportRequest = { sections: REPORT_SECTIONS, cases: [] };

/** Jobs run here; the printer keeps the page that it was given. */
const reportWorld = () => {
  const store = evidenceWorkspace();
  const pages: string[] = [];
  const printing = { answer: async (_folder: string | undefined): Promise<Uint8Array> => printedPdf() };
  const port = testPort({
    jobs: inProcessRunner(createJobFunction({ worker: undefined })),
    printPdf: (page, { folder } = {}) => {
      pages.push(page);
      return printing.answer(folder);
    },
  });
  return { store, port, actor: 'ada', pages, printing };
};

const watching = () => {
  const controller = new AbortController();
  const phases: string[] = [];
  return {
    controller,
    phases,
    task: { signal: controller.signal, progress: ({ phase }: { readonly phase: string }) => void phases.push(phase) },
  };
};

test('the file holds what was printed and the evidence, and the trail its hash', async () => {
  const world = reportWorld();
  const outPath = join(scratchFolder(), 'report.pdf');
  const { task, phases } = watching();
  const exported = await exportReport(world, { run: RUN, outPath, request: { ...ALL, cases: ['unit-3', 'unit-5'] } }, task);
  const bytes = readFileSync(outPath);
  expect(exported).toEqual({ path: outPath, bytes: bytes.length, sha256: sha256Hex(bytes), signed: false });
  const { attachments } = await verifyPdf(bytes);
  const bundle = attachments.find(({ name }) => name === 'evidence.zip')?.bytes as Uint8Array;
  const checkpoint = attachments.find(({ name }) => name === 'checkpoint')?.bytes as Uint8Array;
  const [page = ''] = world.pages;
  expect(page).toContain('Case <bdi>unit-5</bdi>');
  expect(page).toContain(sha256Hex(bundle));
  expect(page).toContain(`<pre>${Buffer.from(checkpoint).toString('utf8')}</pre>`);
  expect([...new Set(phases)].slice(-4)).toEqual(['explaining cases', 'composing the report', 'printing', 'attaching the bundle']);
  const size = world.store.read(auditSize);
  const recorded = { sha256: exported.sha256, bytes: bytes.length, bundle: sha256Hex(bundle), cases: 2 };
  expect(world.store.read((reader) => listEntries(reader, size - 1, 1))).toMatchObject([
    { kind: 'report.exported', actor: 'ada', subject: { run: RUN }, detail: { ...recorded, checkpoint: size - 1 } },
  ]);
  expect(world.store.read(newestCheckpoint)?.size).toBe(size);
  expect(readdirSync(dirname(outPath))).toEqual([basename(outPath)]);
});

test('page, bundle and trail name one time and one person', async () => {
  const world = reportWorld();
  const { port } = world;
  // The trail is written by the workspace's clock; that of whoever prints is years ahead.
  const ahead = { ...world, port: { ...port, clock: { ...port.clock, now: () => '2031-05-06T00:00:00.000Z' } } };
  const outPath = join(scratchFolder(), 'report.pdf');
  await exportReport(ahead, { run: RUN, outPath, request: { ...ALL, cases: ['unit-3'] } }, watching().task);
  const { attachments } = await verifyPdf(readFileSync(outPath));
  const bundle = unpacked(attachments.find(({ name }) => name === 'evidence.zip')?.bytes as Uint8Array);
  const { made, program, checkpoint } = jsonIn<EvidenceManifest>(bundle, 'manifest.json');
  const [entry] = world.store.read((reader) => listEntries(reader, checkpoint.size - 1, 1));
  expect(entry).toMatchObject({ kind: 'evidence.prepared', subject: { run: RUN }, at: made.at, actor: made.by });
  expect(entry?.detail).toEqual({ cases: 1, program: { version: PROGRAM_VERSION, build: TEST_BUILD } });
  expect(program).toEqual(entry?.detail?.program);
  expect(world.pages[0]).toContain(`<dt>Made on</dt><dd>${made.at.slice(0, 10)} by <bdi>${made.by}</bdi></dd>`);
});

test('a preview is the page alone: nothing is recorded', async () => {
  const world = reportWorld();
  const size = world.store.read(auditSize);
  const page = await previewReport(world, { run: RUN, request: { ...ALL, title: 'A draft' } }, watching().task);
  expect(page).toContain('<title>A draft</title>');
  expect(page).toContain('Preview: neither recorded nor sealed.');
  expect(world.store.read(auditSize)).toBe(size);
  expect(world.pages).toEqual([]);
});

/** Kinds of the entries since the trail had so many. */
const recordedSince = ({ store }: Pick<ReturnType<typeof reportWorld>, 'store'>, size: number): readonly string[] =>
  store.read((reader) => listEntries(reader, size, 100)).map(({ kind }) => kind);

describe('what fails leaves no file behind, and no entry but that of evidence that was prepared', () => {
  const attempt = async (
    world: ReturnType<typeof reportWorld>,
    outPath: string,
    { recorded = [], ...order }: { run?: string; cases?: string[]; recorded?: readonly string[] } = {},
  ) => {
    const size = world.store.read(auditSize);
    const before = readdirSync(dirname(outPath));
    const request = { ...ALL, cases: order.cases ?? [] };
    const thrown = await exportReport(world, { run: order.run ?? RUN, outPath, request }, watching().task).catch((error: unknown) => error);
    expect(recordedSince(world, size)).toEqual(recorded);
    expect(readdirSync(dirname(outPath))).toEqual(before);
    return thrown;
  };

  test('a run without a result', async () => {
    const world = reportWorld();
    beginRun(world.store, 'begun', grantRequest);
    expect(await attempt(world, join(scratchFolder(), 'report.pdf'), { run: 'begun' })).toMatchObject({ failure: { kind: 'not-found' } });
  });

  test('a case that the population does not have', async () => {
    const path = join(scratchFolder(), 'report.pdf');
    expect(await attempt(reportWorld(), path, { cases: ['nobody'], recorded: ['evidence.prepared'] })).toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  test('a file that is no PDF is not replaced, and neither is a folder', async () => {
    const folder = scratchFolder();
    const path = join(folder, 'precious.txt');
    writeFileSync(path, 'precious');
    expect(await attempt(reportWorld(), path)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    mkdirSync(join(folder, 'report.pdf'));
    expect(await attempt(reportWorld(), join(folder, 'report.pdf'))).toMatchObject({ failure: { kind: 'unwritable' } });
  });

  test('what the printer gives is no PDF', async () => {
    const world = reportWorld();
    world.printing.answer = async () => Buffer.from('no PDF');
    const path = join(scratchFolder(), 'report.pdf');
    expect(await attempt(world, path, { recorded: ['evidence.prepared'] })).toMatchObject({ message: expect.stringContaining('no PDF') });
  });

  test('a folder that is not there', async () => {
    const world = reportWorld();
    const size = world.store.read(auditSize);
    const order = { run: RUN, outPath: join(scratchFolder(), 'missing', 'report.pdf'), request: ALL };
    await expect(exportReport(world, order, watching().task)).rejects.toMatchObject({ failure: { kind: 'unwritable' } });
    expect(world.store.read(auditSize)).toBe(size);
  });

  test('it is cancelled while it is printed', async () => {
    const world = reportWorld();
    const outPath = join(scratchFolder(), 'report.pdf');
    const { controller, task } = watching();
    world.printing.answer = async () => {
      controller.abort();
      throw new Error('given up');
    };
    const size = world.store.read(auditSize);
    await expect(exportReport(world, { run: RUN, outPath, request: ALL }, task)).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(readdirSync(dirname(outPath))).toEqual([]);
    expect(recordedSince(world, size)).toEqual(['evidence.prepared']);
  });
});

test('what is written on the way, by the printer too, lies in one folder that this machine knows of as long as it is there', async () => {
  const world = reportWorld();
  const outPath = join(scratchFolder(), 'report.pdf');
  const notes = join(world.port.machineFolder, 'drafts');
  const seen: string[] = [];
  world.printing.answer = async (folder = '') => {
    seen.push(dirname(folder), ...readdirSync(folder));
    const [note = ''] = readdirSync(notes).filter((name) => name.endsWith('.json'));
    expect(JSON.parse(readFileSync(join(notes, note), 'utf8'))).toMatchObject({ draft: folder });
    return printedPdf();
  };
  await exportReport(world, { run: RUN, outPath, request: ALL }, watching().task);
  expect(seen).toEqual([dirname(outPath), 'evidence.zip']);
  expect([readdirSync(dirname(outPath)), readdirSync(notes)]).toEqual([['report.pdf'], []]);
});

test('a report takes the place of an earlier one, behind a link, and the link stays one', async () => {
  const folder = scratchFolder();
  const [real, link] = [join(folder, 'real.pdf'), join(folder, 'link.pdf')];
  writeFileSync(real, '%PDF-1.4 an earlier one');
  symlinkSync(real, link);
  const { sha256 } = await exportReport(reportWorld(), { run: RUN, outPath: link, request: ALL }, watching().task);
  expect(sha256Hex(readFileSync(real))).toBe(sha256);
  expect(readdirSync(folder).sort()).toEqual(['link.pdf', 'real.pdf']);
});
