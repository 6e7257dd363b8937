/** Verification finds every change to runs of earlier programs, their steps, attempts and appeals behind the trail's back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { eraseSalt } from '../../../src/engine/store/audit/erase-salt.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { insertAppeal } from '../../../src/engine/store/run/appeal-store.ts';
import { listLegacySteps } from '../../../src/engine/store/run/legacy/legacy-steps.ts';
import { getRun } from '../../../src/engine/store/run/run-store.ts';
import { beginLegacyAttempt, endLegacyAttempt, endLegacyRun, insertLegacyRun, setLegacyStep } from '../../support/legacy-run.ts';
import { scratchCopy } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { expectFound, verify } from './trail-verdict.ts';

const template = { id: 't', version: '1.0.0', hash: 'h'.repeat(64) };
const steps = ['load', 'decide', 'never'];

/** Index of the entry that records it. */
const RUN = 1;
const ATTEMPT = 2;
const FAULT = 3;
const RETRY = 4;
const RETRY_END = 5;
const RUN_END = 6;
const APPEAL_RUN = 7;
const APPEAL = 8;
const ENTRIES = 9;

let original = '';
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  const store = createStore(join(folder, 'original.probity'), { name: 'Test', actor: 'ada', ...testWorld() });
  store.change('ada', (writer) => {
    insertLegacyRun(writer, { id: 'r', template, title: 'Test', actor: 'ada', input: { income: '1200.00' }, steps });
    beginLegacyAttempt(writer, { run: 'r', step: 'load', number: 1 }, { from: 'here' });
    endLegacyAttempt(writer, { run: 'r', step: 'load', number: 1 }, { status: 'faulted', failure: { kind: 'busy', message: 'later' } });
    beginLegacyAttempt(writer, { run: 'r', step: 'load', number: 2 }, null);
    setLegacyStep(writer, { run: 'r', name: 'load', status: 'running' });
    endLegacyAttempt(writer, { run: 'r', step: 'load', number: 2 }, { status: 'cancelled' });
    for (const name of steps) setLegacyStep(writer, { run: 'r', name, status: name === 'load' ? 'completed' : 'skipped' });
    endLegacyRun(writer, 'r', { status: 'completed', output: { benefit: '80.00' } });
    insertLegacyRun(writer, { id: 'a', template, title: 'Appeal', actor: 'ada', originalRun: 'r', input: {}, steps: ['only'] });
    insertAppeal(writer, {
      run: 'a',
      originalRun: 'r',
      unit: 'u1',
      note: '',
      changed: [],
      reforms: [],
      original: { outcome: 'ELIGIBLE', amounts: {} },
      appealed: { outcome: 'NOT_ELIGIBLE', amounts: {} },
      verdict: 'changed',
    });
  });
  store.close();
  original = store.path;
  return () => rmSync(folder, { recursive: true });
});

const filled = (): string => scratchCopy(original);

test('what was recorded is read as it was written', () => {
  const store = openStore(original, { readOnly: true });
  expect(store.read((reader) => getRun(reader, 'r'))).toMatchObject({ status: 'completed', output: { benefit: '80.00' } });
  expect(store.read((reader) => listLegacySteps(reader, 'r'))).toMatchObject([
    {
      name: 'load',
      status: 'completed',
      attempts: [
        { number: 1, status: 'faulted', input: { from: 'here' }, failure: { kind: 'busy', message: 'later' } },
        { number: 2, status: 'cancelled', input: null },
      ],
    },
    { name: 'decide', status: 'skipped', attempts: [] },
    { name: 'never', status: 'skipped', attempts: [] },
  ]);
  store.close();
});

test('what was recorded is consistent, and everything in it was compared', async () => {
  // The workspace, two runs, one end, two attempts with an end each, one appeal.
  expect(await verify(filled())).toMatchObject({ verdict: 'consistent', size: ENTRIES, objectsChecked: 9 });
});

describe('names the entry', () => {
  test.each([
    ['another input', "UPDATE run SET input = '{}' WHERE id = 'r'", RUN, /input of run r is not what/],
    ['another template', "UPDATE run SET template_hash = 'x' WHERE id = 'r'", RUN, /run r is not what/],
    ['another title', "UPDATE run SET title = 'x' WHERE id = 'r'", RUN, /run r is not what/],
    ['another actor', "UPDATE run SET actor = 'eve' WHERE id = 'r'", RUN, /run r is not what/],
    ['another time', "UPDATE run SET created_at = '2020' WHERE id = 'r'", RUN, /run r is not what/],
    ['another original', "UPDATE run SET original_run = NULL WHERE id = 'a'", APPEAL_RUN, /run a is not what/],
    ['a removed run', "DELETE FROM run WHERE id = 'r'", RUN, /run r is missing/],
    ['another output', `UPDATE run SET output = '{"benefit":"81.00"}' WHERE id = 'r'`, RUN_END, /end of run r is not what/],
    ['another end', "UPDATE run SET status = 'faulted' WHERE id = 'r'", RUN_END, /end of run r/],
    ['an added failure', "UPDATE run SET failure = '{}' WHERE id = 'r'", RUN_END, /end of run r/],
    ['a reopened run', "UPDATE run SET status = 'running', ended_at = NULL, end_entry = NULL WHERE id = 'r'", RUN_END, /end of run r/],
    ['another status of a step', "UPDATE step SET status = 'completed' WHERE name = 'never'", RUN_END, /end of run r/],
    ['a removed step', "DELETE FROM step WHERE name = 'never'", RUN, /run r is not what/],
    ['a renamed step', "UPDATE step SET name = 'other' WHERE name = 'never'", RUN, /run r is not what/],
    [
      'another input of an attempt',
      "UPDATE attempt SET input = 'null' WHERE number = 1",
      ATTEMPT,
      /input of attempt 1 of step load of run r/,
    ],
    ['another start', "UPDATE attempt SET started_at = '2020' WHERE number = 1", ATTEMPT, /attempt 1 of step load/],
    ['a removed attempt', 'DELETE FROM attempt WHERE number = 2', RETRY, /attempt 2 of step load of run r is missing/],
    ['another failure', "UPDATE attempt_end SET failure = '{}' WHERE number = 1", FAULT, /end of attempt 1/],
    ['a removed failure', 'UPDATE attempt_end SET failure = NULL WHERE number = 1', FAULT, /end of attempt 1/],
    ['an invented failure', "UPDATE attempt_end SET failure = '{}' WHERE number = 2", RETRY_END, /does not commit to the end of attempt 2/],
    ['another status', "UPDATE attempt_end SET status = 'interrupted' WHERE number = 2", RETRY_END, /end of attempt 2/],
    ['a removed end', 'DELETE FROM attempt_end WHERE number = 1', FAULT, /end of attempt 1 .* is missing/],
    ['another finding', "UPDATE appeal SET view = replace(view, 'NOT_ELIGIBLE', 'ELIGIBLE')", APPEAL, /finding of appeal a is not what/],
    ['another verdict', "UPDATE appeal SET verdict = 'confirmed'", APPEAL, /finding of appeal a is not what/],
    ['another unit', "UPDATE appeal SET unit = 'u2'", APPEAL, /finding of appeal a is not what/],
    ['a removed appeal', 'DELETE FROM appeal', APPEAL, /finding of appeal a is missing/],
    [
      'a forged run',
      "INSERT INTO run SELECT 'forged', template, template_version, template_hash, title, actor, NULL, input, created_at, entry, 'running', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM run WHERE id = 'r'",
      ENTRIES,
      /number of runs/,
    ],
    ['a forged step', "INSERT INTO step VALUES ('x', 'forged', 0, 'completed')", ENTRIES, /number of steps/],
    [
      'a forged attempt',
      'INSERT INTO attempt SELECT run, step, 3, started_at, input, entry FROM attempt WHERE number = 1',
      ENTRIES,
      /number of attempts/,
    ],
    [
      'a forged end',
      'INSERT INTO attempt_end SELECT run, step, 3, status, ended_at, output, failure, entry FROM attempt_end WHERE number = 1',
      ENTRIES,
      /number of ended attempts/,
    ],
    [
      'a forged appeal',
      "INSERT INTO appeal SELECT 'r', original_run, unit, verdict, view, recorded_at, entry FROM appeal",
      ENTRIES,
      /number of appeals/,
    ],
    ['a salt erased without a word', `DELETE FROM audit_salt WHERE idx = ${ATTEMPT}`, ATTEMPT, /salt was erased/],
    ['another salt', `UPDATE audit_salt SET salt = zeroblob(32) WHERE idx = ${ATTEMPT}`, ATTEMPT, /input of attempt 1/],
  ])('of %s', (_, sql, index, reason) => expectFound(filled(), sql, { index, reason }));
});

test('a payload whose salt was erased by the program is not compared, and the verdict says so', async () => {
  const path = filled();
  const store = openStore(path, testWorld('again'));
  store.change('ada', (writer) => eraseSalt(writer, ATTEMPT));
  store.close();
  const verdict = await verify(path);
  expect(verdict).toMatchObject({ verdict: 'consistent', size: ENTRIES + 1, objectsChecked: 8 });
  expect(verdict.limits.join('\n')).toMatch(/erased.*: 1\./i);
});
