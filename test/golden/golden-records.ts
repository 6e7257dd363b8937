/** What stands in the newest golden workspace, and how it is made: every kind of record that a run is made of, and all that is kept beside runs. */
import type { RunRecord } from '../../src/engine/run/run-state.ts';
import { addAnchor } from '../../src/engine/store/audit/anchor-store.ts';
import { eraseSalt } from '../../src/engine/store/audit/erase-salt.ts';
import { createStore } from '../../src/engine/store/create-store.ts';
import { setMember } from '../../src/engine/store/member/member-store.ts';
import { letterRedriven } from '../../src/engine/store/run/letter-store.ts';
import { appendMove, type NewMove } from '../../src/engine/store/run/move-store.ts';
import { insertRun } from '../../src/engine/store/run/run-store.ts';
import { memoryLogKeyring } from '../support/memory-log-keyring.ts';
import { testWorld } from '../support/test-world.ts';

export const template = { id: 'every-feature', version: '1.0.0', hash: 'ab'.repeat(32) };
const later = '2026-02-01T00:00:00.000Z';
const failure = { kind: 'unavailable', message: 'the register does not answer', error: 'register' } as const;

const begun = (step: string, number = 1): RunRecord => ({ type: 'attempt', step, number, input: { case: 'case-1' } });
const finished = (step: string, number = 1): readonly RunRecord[] => [
  { type: 'attempt-end', step, number, status: 'completed', output: { income: '1200.00' } },
  { type: 'end', step, status: 'completed' },
];

/** The moves of run "whole", in their order; the others are short. */
export const WHOLE: readonly (readonly RunRecord[])[] = [
  [
    { type: 'started', pins: [{ kind: 'policy', reference: 'grant', id: 'grant', version: '1.0.0', hash: 'cd'.repeat(32) }] },
    { type: 'ready', step: 'load' },
  ],
  [begun('load')],
  [{ type: 'checkpoint', step: 'load', number: 1, data: { read: 17 } }],
  [
    { type: 'attempt-end', step: 'load', number: 1, status: 'faulted', failure },
    { type: 'waiting', step: 'load', wait: { for: 'retry', until: later, attempt: 2 } },
  ],
  [begun('load', 2)],
  [{ type: 'attempt-end', step: 'load', number: 2, status: 'interrupted' }, begun('load', 3)],
  [...finished('load', 3), { type: 'block', block: 'both/left' }, { type: 'block', block: 'decide/1' }, begun('decide/1/score')],
  [...finished('decide/1/score'), { type: 'block-end', block: 'decide/1', status: 'completed', output: 7 }],
  [{ type: 'waiting', step: 'pause', wait: { for: 'time', until: later } }],
  [{ type: 'waiting', step: 'letter', wait: { for: 'signal', signal: 'payslip', key: 'case-1' } }],
  [{ type: 'signal', id: 's1', signal: 'payslip', key: 'case-1', data: { income: '900.00' } }],
  [
    { type: 'signal-taken', step: 'letter', id: 's1' },
    { type: 'end', step: 'letter', status: 'completed', output: { income: '900.00' } },
  ],
  [{ type: 'waiting', step: 'review', wait: { for: 'approval', roles: ['reviewer'], question: 'Agreed?', due: later, notBy: 'ada' } }],
  [
    { type: 'decision', step: 'review', decision: 'approved', by: 'bob', note: 'seen', form: { seen: true } },
    { type: 'end', step: 'review', status: 'completed', output: { decision: 'approved' } },
  ],
  [{ type: 'waiting', step: 'sub', wait: { for: 'child', run: 'child' } }],
  [{ type: 'end', step: 'sub', status: 'completed', output: null }],
  [{ type: 'waiting', step: 'last', wait: { for: 'person' } }],
  [{ type: 'suspended', reason: 'by hand' }],
  [{ type: 'resumed' }, { type: 'retried', step: 'last' }, begun('last', 4)],
  [
    { type: 'attempt-end', step: 'last', number: 4, status: 'faulted', failure },
    { type: 'end', step: 'last', status: 'faulted', failure, letter: true, caught: ['sorry'] },
    { type: 'ending', status: 'faulted', failure },
    begun('load~undo'),
  ],
  [...finished('load~undo'), { type: 'end', step: 'sorry', status: 'skipped' }, { type: 'run-end', status: 'faulted', failure }],
];

/** Writes the workspace. Nothing in it depends on time or chance. */
export const makeGolden = (path: string): void => {
  // Its machine is no other's, so that its key does not depend on what was made before.
  const world = { ...testWorld('golden'), logKeys: memoryLogKeyring() };
  const store = createStore(path, { name: 'Golden, version 9', actor: 'ada', ...world });
  const change = (moves: readonly NewMove[]): void =>
    store.change('ada', (writer) => {
      for (const move of moves) appendMove(writer, move);
    });
  store.change('ada', (writer) => {
    setMember(writer, { name: 'bob', roles: ['reviewer'] });
    setMember(writer, { name: 'bob', roles: ['reviewer', 'clerk'] });
    insertRun(writer, { id: 'whole', template, title: 'Every feature', actor: 'ada', input: { case: 'case-1' }, startKey: 'case-1' });
  });
  for (const [seq, records] of WHOLE.entries()) {
    const letters = records.some((record) => record.type === 'end' && record.letter) ? [{ step: 'last', task: 'case.load', failure }] : [];
    const status = seq === WHOLE.length - 1 ? 'faulted' : 'running';
    change([{ run: 'whole', seq, records, status, statusBefore: 'running', letters, actor: seq === 13 ? 'bob' : 'ada' }]);
  }
  store.change('ada', (writer) => {
    const child = { template, actor: 'ada', input: {} };
    insertRun(writer, { id: 'child', ...child, title: 'Child', parent: { run: 'whole', step: 'sub' } });
    insertRun(writer, { id: 'fork', ...child, title: 'Fork', forkOf: { run: 'whole', step: 'last' } });
    letterRedriven(writer, { run: 'whole', step: 'last', by: 'fork' });
  });
  // Moves of several runs in one transaction; one of them stays unfinished.
  change([
    {
      run: 'child',
      seq: 0,
      status: 'completed',
      records: [
        { type: 'started', pins: [] },
        { type: 'run-end', status: 'completed', output: { paid: '1.00' } },
      ],
    },
    {
      run: 'fork',
      seq: 0,
      status: 'waiting',
      records: [
        { type: 'started', pins: [] },
        { type: 'adopted', step: 'load', output: { income: '1200.00' } },
        { type: 'adopted-items', step: 'decide', results: [[1, 7]] },
        { type: 'waiting', step: 'last', wait: { for: 'person' } },
      ],
    },
  ]);
  store.change('ada', (writer) => eraseSalt(writer, 6));
  const { size, root, note } = store.checkpoint();
  const anchor = { kind: 'cosignature', size, root, by: 'witness', at: later, outside: true } as const;
  store.change('ada', (writer) => addAnchor(writer, { anchor, checkpoint: note, data: Buffer.from(note) }));
  store.close();
};
