/**
 * `npm run bench -- audit [--entries 1000000] [--json]`: a trail of a million entries of 300 bytes: appended in transactions of a thousand, each of them
 * durable; verified as a whole by one job with one worker and with two, in turn; the proof of one entry.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENTRY_BYTES_MAX, writeEntry } from '../../src/engine/audit/audit-entry.ts';
import type { AuditVerdict, EntryDraft } from '../../src/engine/model/index.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { openWorkspace, runner } from './bench-workspace.ts';

const ENTRIES_DEFAULT = 1_000_000;
const ENTRIES_AT_ONCE = 1_000;
const ENTRY_BYTES = 300;
const ROUNDS = 3;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const draftOf = (note: string): EntryDraft => ({ kind: 'report.exported', subject: { run: 'bench' }, detail: { note } });

/** A draft whose entry has ENTRY_BYTES at a six-digit index. */
const fullDraft = (): EntryDraft => {
  const entry = { index: 100_000, at: new Date().toISOString(), actor: 'bench', ...draftOf('') };
  const bytes = writeEntry(entry).length;
  if (bytes > ENTRY_BYTES || bytes > ENTRY_BYTES_MAX) throw new Error(`an entry without a note has ${bytes} bytes`);
  return draftOf('x'.repeat(ENTRY_BYTES - bytes));
};

const append = (store: Store, entries: number): number => {
  const draft = fullDraft();
  const startMs = performance.now();
  for (let done = 0; done < entries; done += ENTRIES_AT_ONCE) {
    store.change('bench', (writer) => {
      for (let i = 0; i < Math.min(ENTRIES_AT_ONCE, entries - done); i++) writer.record(draft);
    });
  }
  return performance.now() - startMs;
};

const verify = async (workspacePath: string, workers: number): Promise<{ readonly ms: number; readonly verdict: AuditVerdict }> => {
  const startMs = performance.now();
  const job = { kind: 'verify', workspacePath, anchors: [], workers } as const;
  const end = await runner.start<never, AuditVerdict>(job, { onProgress: () => undefined, onPart: () => undefined }).ended;
  if (end.type !== 'done') throw new Error(`the verification ${end.type}`);
  return { ms: performance.now() - startMs, verdict: end.outcome };
};

const { values } = parseArgs({ options: { entries: { type: 'string' }, json: { type: 'boolean', default: false } } });
const entries = Number(values.entries ?? ENTRIES_DEFAULT);
const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
try {
  const store = openWorkspace(folder);
  const appendMs = append(store, entries);
  const path = store.path;
  store.close();
  const times: Record<'one' | 'two', number[]> = { one: [], two: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, workers] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      const { ms, verdict } = await verify(path, workers);
      if (verdict.verdict !== 'consistent') throw new Error(`the trail is ${verdict.verdict}: ${JSON.stringify(verdict.firstBad)}`);
      times[name].push(ms);
    }
  }
  const figures = {
    entries,
    appendPerSecond: Math.round((entries * 1000) / appendMs),
    verifyOneWorkerMs: Math.round(median(times.one)),
    verifyTwoWorkersMs: Math.round(median(times.two)),
  };
  console.log(
    values.json
      ? JSON.stringify(figures)
      : Object.entries(figures)
          .map(([name, value]) => `${name.padEnd(24)}${value}`)
          .join('\n'),
  );
} finally {
  await runner.close();
  rmSync(folder, { recursive: true, force: true });
}
