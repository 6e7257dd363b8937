/** Verification finds every change to runs, moves, dead letters and members behind the trail's back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { eraseSalt } from '../../../src/engine/store/audit/erase-salt.ts';
import { ObjectComparers } from '../../../src/engine/store/audit/object-comparers.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { setMember } from '../../../src/engine/store/member/member-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { letterRedriven } from '../../../src/engine/store/run/letter-store.ts';
import { appendMove } from '../../../src/engine/store/run/move-store.ts';
import { insertRun } from '../../../src/engine/store/run/run-store.ts';
import { scratchCopy } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { behindTheTypes } from './tamper.ts';
import { expectFound, verify } from './trail-verdict.ts';

const template = { id: 't', version: '1.0.0', hash: 'h'.repeat(64) };
const failure = { kind: 'busy', message: 'later' } as const;

/** Index of the entry that records it. */
const RUN = 1;
const FIRST_MOVE = 2;
const END_MOVE = 3;
const LETTER = 4;
const FORK = 5;
const FORK_MOVE = 6;
const REDRIVE = 7;
const MEMBER = 8;
const MEMBER_AGAIN = 9;
const ENTRIES = 10;

let original = '';
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  const store = createStore(join(folder, 'original.probity'), { name: 'Test', actor: 'ada', ...testWorld() });
  store.change('ada', (writer) => {
    const run = { template, title: 'Test', actor: 'ada', input: { income: '1200.00' } };
    insertRun(writer, { id: 'r', ...run, startKey: 'k' });
    appendMove(writer, { run: 'r', seq: 0, records: [{ type: 'started', pins: [] }], status: 'running' });
    appendMove(writer, {
      run: 'r',
      seq: 1,
      records: [
        { type: 'end', step: 'load', status: 'faulted', failure, letter: true },
        { type: 'run-end', status: 'completed', output: { benefit: '80.00' } },
      ],
      status: 'completed',
      letters: [{ step: 'load', task: 'case.load', failure }],
    });
    insertRun(writer, { id: 'f', ...run, forkOf: { run: 'r', step: 'load' }, parent: { run: 'r', step: 'sub' } });
    appendMove(writer, { run: 'f', seq: 0, records: [{ type: 'started', pins: [] }], status: 'waiting' });
    letterRedriven(writer, { run: 'r', step: 'load', by: 'f' });
    setMember(writer, { name: 'bob', roles: ['reviewer'] });
    setMember(writer, { name: 'bob', roles: ['clerk'] });
  });
  store.close();
  original = store.path;
  return () => rmSync(folder, { recursive: true });
});

const filled = (): string => scratchCopy(original);

test('what was recorded is consistent, and everything in it was compared', async () => {
  // The workspace, two runs, three moves, a letter and its redrive, a member as they are now.
  expect(await verify(filled())).toMatchObject({ verdict: 'consistent', size: ENTRIES, objectsChecked: 9 });
});

describe('values of another type than their column, which no statement of SQL can write', () => {
  test('are named where they stand', async () => {
    const path = filled();
    behindTheTypes(path, 'run', "UPDATE run SET template_version = x'00ff' WHERE id = 'r'");
    expect(await verify(path)).toMatchObject({
      verdict: 'inconsistent',
      firstBad: { index: RUN, reason: 'what was recorded is not readable any more: non-TEXT value in run.template_version' },
    });
  });

  test('are looked for once, since that reads the whole file', () => {
    const path = filled();
    behindTheTypes(path, 'run', "UPDATE run SET template_version = x'00ff'");
    const store = openStore(path, { readOnly: true });
    onTestFinished(() => store.close());
    store.read((reader) => {
      const one = vi.spyOn(reader, 'one');
      const comparers = new ObjectComparers(reader);
      for (const entry of listEntries(reader, 0, ENTRIES)) comparers.compare(entry);
      expect(comparers.finding).toMatchObject({ index: RUN, reason: expect.stringContaining('non-TEXT value in run.template_version') });
      expect(one.mock.calls.filter(([sql]) => sql.includes('quick_check'))).toHaveLength(1);
    });
  });

  test('leave nothing to compare where they stand in what the trail itself is read from', async () => {
    const path = filled();
    behindTheTypes(path, 'audit_checkpoint', "UPDATE audit_checkpoint SET note = x'00ff'");
    expect(await verify(path)).toMatchObject({
      verdict: 'inconsistent',
      firstBad: { index: 0, reason: 'not everything could be compared: non-TEXT value in audit_checkpoint.note' },
    });
  });
});

const MOVE = (entry: number): string => `entry = ${entry}`;

describe('names the entry', () => {
  test.each([
    ['another input', "UPDATE run SET input = '{}' WHERE id = 'r'", RUN, /input or key of run r is not what/],
    ['another key', "UPDATE run SET start_key = 'other' WHERE id = 'r'", RUN, /input or key of run r is not what/],
    ['a removed key', "UPDATE run SET start_key = NULL WHERE id = 'r'", RUN, /run r is not what/],
    ['an invented key', "UPDATE run SET start_key = 'k2' WHERE id = 'f'", FORK, /run f is not what/],
    ['another parent', "UPDATE run SET parent_step = 'x' WHERE id = 'f'", FORK, /run f is not what/],
    ['another origin', "UPDATE run SET fork_step = 'x' WHERE id = 'f'", FORK, /run f is not what/],
    ['a removed origin', "UPDATE run SET fork_run = NULL WHERE id = 'f'", FORK, /run f is not what/],
    ['another record', `UPDATE run_move SET body = '[]' WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /move 0 of run r is not what/],
    ['a body that is no JSON', `UPDATE run_move SET body = '[' WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /move 0 of run r is not what/],
    ['another salt', `UPDATE run_move SET salt = zeroblob(32) WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /move 0 of run r is not what/],
    ['a salt erased without a word', `UPDATE run_move SET salt = NULL WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /salt was erased/],
    ['a removed move', `DELETE FROM run_move WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /move 0 of run r is missing/],
    ['the move of another entry', `UPDATE run_move SET entry = 1 WHERE ${MOVE(FIRST_MOVE)}`, FIRST_MOVE, /move 0 of run r is not what/],
    ['another output', `UPDATE run SET output = '{"benefit":"81.00"}' WHERE id = 'r'`, END_MOVE, /end of run r is not what/],
    ['another end', "UPDATE run SET status = 'faulted' WHERE id = 'r'", END_MOVE, /end of run r is not what/],
    ['another time of the end', "UPDATE run SET ended_at = '2020' WHERE id = 'r'", END_MOVE, /end of run r is not what/],
    ['an added failure', "UPDATE run SET failure = '{}' WHERE id = 'r'", END_MOVE, /end of run r is not what/],
    [
      'a reopened run',
      "UPDATE run SET status = 'running', ended_at = NULL, output = NULL, end_entry = NULL WHERE id = 'r'",
      END_MOVE,
      /end of run r is not what/,
    ],
    ['another status', "UPDATE run SET status = 'running' WHERE id = 'f'", FORK_MOVE, /status of run f is not what/],
    ['an ended run', "UPDATE run SET status = 'completed' WHERE id = 'f'", FORK_MOVE, /status of run f is not what/],
    ['an invented output', "UPDATE run SET output = '1' WHERE id = 'f'", FORK_MOVE, /status of run f is not what/],
    [
      'a move after the end',
      `INSERT INTO run_move SELECT id + 1, entry, salt, body FROM run_move WHERE ${MOVE(END_MOVE)}`,
      END_MOVE,
      /run r has moves after its end/,
    ],
    [
      'a forged move',
      `INSERT INTO run_move SELECT id + 5, entry, salt, body FROM run_move WHERE ${MOVE(FORK_MOVE)}`,
      ENTRIES,
      /number of moves/,
    ],
    ['another failure of a letter', "UPDATE dead_letter SET failure = '{}'", LETTER, /dead letter of step load of run r is not what/],
    ['another task of a letter', "UPDATE dead_letter SET task = 'x'", LETTER, /dead letter of step load of run r is not what/],
    ['a removed letter', 'DELETE FROM dead_letter', LETTER, /dead letter of step load of run r is missing/],
    ['another redrive', "UPDATE dead_letter SET redriven_by = 'r'", REDRIVE, /redriven/],
    ['a forgotten redrive', 'UPDATE dead_letter SET redriven_by = NULL, redrive_entry = NULL', REDRIVE, /redriven/],
    [
      'a forged letter',
      "INSERT INTO dead_letter SELECT 1, 'f', step, task, at, failure, NULL, NULL FROM dead_letter",
      ENTRIES,
      /number of dead letters/,
    ],
    ['other roles', `UPDATE member SET roles = '["owner"]'`, MEMBER_AGAIN, /roles of bob/],
    ['earlier roles', `UPDATE member SET roles = '["reviewer"]', entry = ${MEMBER}`, MEMBER_AGAIN, /roles of bob/],
    ['a removed member', 'DELETE FROM member', MEMBER, /member bob is missing/],
    ['a forged member', `INSERT INTO member VALUES ('eve', '["owner"]', ${MEMBER})`, ENTRIES, /number of members/],
  ])('of %s', (_, sql, index, reason) => expectFound(filled(), sql, { index, reason }));
});

test('a move whose salt was erased by the program is not compared, and the verdict says so', async () => {
  const path = filled();
  const store = openStore(path, testWorld('again'));
  store.change('ada', (writer) => eraseSalt(writer, FIRST_MOVE));
  expect(() => store.change('ada', (writer) => eraseSalt(writer, FIRST_MOVE))).toThrow(/erased before/);
  store.close();
  const verdict = await verify(path);
  expect(verdict).toMatchObject({ verdict: 'consistent', size: ENTRIES + 1, objectsChecked: 8 });
  expect(verdict.limits.join('\n')).toMatch(/erased.*: 1\./i);
});
