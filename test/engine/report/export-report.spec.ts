/** A report is printed from what the workspace holds, stands whole in its file, and is recorded once it does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { exportReport } from '../../../src/engine/report/export-report.ts';
import { auditSize, listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { beginRun, fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testPort } from '../../support/test-port.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const workspace = () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 20, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  return store;
};

/** Prints the page as it is, so that what reached the printer stands in the file. */
const port = testPort({ printPdf: async (page) => Buffer.from(`%PDF-1.4\n${page}`) });

test('the file holds what was printed, and the trail its hash', async () => {
  const store = workspace();
  const path = join(scratchFolder(), 'report.pdf');
  const exported = await exportReport({ store, port, actor: 'ada' }, { run: 'r', path });
  const bytes = readFileSync(path);
  expect(exported).toEqual({ path, bytes: bytes.length, sha256: sha256Hex(bytes) });
  expect(bytes.toString('utf8')).toContain('Wider grant');
  const size = store.read(auditSize);
  expect(store.read((reader) => listEntries(reader, size - 1, 1))).toMatchObject([
    { kind: 'report.exported', actor: 'ada', subject: { run: 'r' }, detail: { sha256: exported.sha256, bytes: bytes.length } },
  ]);
});

test('a run without a result has no report, and no entry says that it had one', async () => {
  const store = workspace();
  beginRun(store, 'begun', grantRequest);
  const size = store.read(auditSize);
  const path = join(scratchFolder(), 'report.pdf');
  await expect(exportReport({ store, port, actor: 'ada' }, { run: 'begun', path })).rejects.toMatchObject({
    failure: { kind: 'not-found' },
  });
  expect(() => readFileSync(path)).toThrow('ENOENT');
  expect(store.read(auditSize)).toBe(size);
});

test('a report that cannot be written is refused and not recorded', async () => {
  const store = workspace();
  const size = store.read(auditSize);
  const path = join(scratchFolder(), 'missing', 'report.pdf');
  await expect(exportReport({ store, port, actor: 'ada' }, { run: 'r', path })).rejects.toMatchObject({ failure: { kind: 'unwritable' } });
  expect(store.read(auditSize)).toBe(size);
});
