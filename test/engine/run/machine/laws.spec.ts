/** Laws of how runs move on: random workflows, ended in any order, with the program going down at any point, against a plain reading of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/engine/model/json.ts';
import { forkRecords, nextDue, openAttempts, openChildren, whyWaiting } from '../../../../src/engine/run/machine/index.ts';
import type { RunEvent, RunRecord } from '../../../../src/engine/run/run-state.ts';
import { graph } from './build.ts';
import { busy, Drive } from './drive.ts';
import { anyBlock, blockOf, expectedBlock, type PlannedBlock, withoutTimes } from './reference.ts';
import { expectFoldIsState, expectSound, stepsOnTheirWay } from './soundness.ts';

const diceRolls = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 40 });

type Told = { readonly faults: number; readonly [name: string]: Json };

const withoutFaults = ({ faults: _, ...told }: Told): Json => told;

/** What the world may answer to what is open: one event for each. */
const answers = (run: Drive, faults: ReadonlyMap<string, number>): readonly RunEvent[] => [
  ...[...openAttempts(run.state)].map(({ step, number, input }): RunEvent => {
    const told = input as Told;
    if ((faults.get(step) ?? 0) < (told.faults ?? 0)) return { type: 'faulted', step, number, failure: busy };
    return { type: 'completed', step, number, output: { did: withoutFaults(told) } };
  }),
  ...[...openChildren(run.state)].map(({ step, run: child, input }): RunEvent => {
    const { faults: willFault, ...told } = input as { readonly faults: boolean; readonly [name: string]: Json };
    const end = willFault
      ? ({ status: 'faulted', failure: { kind: 'unavailable', message: 'away' } } as const)
      : ({ status: 'completed', output: { child: told } } as const);
    return { type: 'child-ended', step, run: child, end };
  }),
  ...stepsOnTheirWay(run.state).flatMap(({ path, wait }): RunEvent[] => {
    if (wait?.for === 'approval') return [{ type: 'decision', step: path, decision: 'approved', by: 'ben' }];
    if (wait?.for !== 'signal') return [];
    return [
      {
        type: 'signal',
        id: `${run.moves.length}`,
        signal: wait.signal,
        data: 'some signal',
        ...(wait.key !== undefined && { key: wait.key }),
      },
    ];
  }),
];

const TURNS_MAX = 5_000;

/** Drives a run to its end. The dice say what happens next, and `disturb` what goes wrong on the way. @param past takes down what the run was told. */
const drive = (
  plan: PlannedBlock,
  dice: readonly number[],
  disturb?: (run: Drive, die: number) => void,
  past: RunEvent[] = [],
  adopt: readonly RunRecord[] = [],
): Drive => {
  const run = new Drive(graph(blockOf(plan), { maxConcurrency: 3 }));
  Drive.made.pop();
  const faults = new Map<string, number>();
  run.random = 0.5;
  run.start(adopt);
  for (let turn = 0; run.state.end === undefined; turn++) {
    if (turn > TURNS_MAX) throw new Error(`the run does not end: ${JSON.stringify(run.records.slice(-5))}`);
    const die = (dice[turn % dice.length] ?? 0) + turn;
    disturb?.(run, die);
    if (run.state.end !== undefined) break;
    for (const step of stepsOnTheirWay(run.state)) {
      if ((whyWaiting(run.state, step.path) ?? '') === '') throw new Error(`nobody knows why "${step.path}" waits`);
    }
    const possible = answers(run, faults);
    const event = possible[die % Math.max(possible.length, 1)];
    const due = nextDue(run.state);
    if (event !== undefined && !(due !== undefined && die % 3 === 0)) {
      if (event.type === 'faulted') faults.set(event.step, (faults.get(event.step) ?? 0) + 1);
      past.push(event);
      run.send(event);
    } else if (due !== undefined) {
      run.nowMs = Math.max(run.nowMs, Date.parse(due));
      run.send({ type: 'tick' });
    } else if (run.state.ready.size > 0) run.send({ type: 'tick' });
    else throw new Error(`the run waits for nothing and has not ended: ${JSON.stringify(run.records.slice(-5))}`);
  }
  return run;
};

/** Everything that may go wrong without changing what comes of it. */
const troubles = () => {
  let downs = 0;
  let suspensions = 0;
  let holds = 0;
  return (run: Drive, die: number): void => {
    const isHeld = die % 4 === 0 && holds++ < 30;
    run.admits = () => !isHeld;
    if (die % 11 === 0 && downs < 3) {
      downs++;
      if (die % 2 === 0) run.send({ type: 'closed' });
      expectFoldIsState(run);
      run.crash();
    } else if (die % 13 === 0 && suspensions < 3 && run.state.ending === undefined) {
      suspensions++;
      run.send({ type: 'suspend', reason: 'Lunch.' });
      const [attempt] = openAttempts(run.state);
      const told = attempt?.input as Told | undefined;
      if (attempt !== undefined && told?.faults === 0) {
        run.send({ type: 'completed', step: attempt.step, number: attempt.number, output: { did: withoutFaults(told) } });
      }
      run.nowMs += die % 1_000;
      run.send({ type: 'tick' });
      run.send({ type: 'resume' });
    } else if (die % 17 === 0) run.send({ type: 'tick' });
  };
};

/** Ended steps as the records tell. */
const statusesOf = (run: Drive): ReadonlyMap<string, string> =>
  new Map(run.records.flatMap((record) => (record.type === 'end' ? [[record.step, record.status] as const] : [])));

const expectExpected = (run: Drive, plan: PlannedBlock): void => {
  const expected = expectedBlock(plan);
  if ('fault' in expected) {
    expect(run.status).toBe('faulted');
    return;
  }
  expect(run.status).toBe('completed');
  expect(withoutTimes(run.state.end?.output ?? null)).toEqual(withoutTimes(expected.output));
  const statuses = statusesOf(run);
  for (const [path, status] of expected.statuses) expect([path, statuses.get(path)]).toEqual([path, status]);
};

describe('any workflow, ended in any order', () => {
  it('comes to what a plain reading of it says', () => {
    fc.assert(
      fc.property(anyBlock, diceRolls, (plan, dice) => {
        const run = drive(plan, dice);
        expectExpected(run, plan);
        expectSound(run);
      }),
      { numRuns: 250 },
    );
  });

  it('comes to the same with crashes, closings, suspensions, and functions that are held back', () => {
    fc.assert(
      fc.property(anyBlock, diceRolls, (plan, dice) => {
        const run = drive(plan, dice, troubles());
        expectExpected(run, plan);
        expectSound(run);
      }),
      { numRuns: 250 },
    );
  });

  it('makes nothing of news that comes twice', () => {
    fc.assert(
      fc.property(anyBlock, diceRolls, (plan, dice) => {
        const past: RunEvent[] = [];
        const run = drive(
          plan,
          dice,
          (current) => {
            const known = current.moves.length;
            for (const event of past) if (event.type !== 'decision') expect(current.send(event)).toEqual([]);
            expect(current.moves).toHaveLength(known);
          },
          past,
        );
        expectExpected(run, plan);
      }),
      { numRuns: 100 },
    );
  });

  it('can be cancelled at any time, and then undoes what it has done', () => {
    fc.assert(
      fc.property(anyBlock, diceRolls, fc.nat(30), (plan, dice, when) => {
        let turn = 0;
        let cancelled = false;
        const disturb = troubles();
        const run = drive(plan, dice, (current, die) => {
          if (turn++ === when && current.state.ending === undefined) {
            current.send({ type: 'cancel' }, { dormant: die % 2 === 0 });
            cancelled = true;
            if (die % 2 === 0 && current.state.end === undefined) current.crash();
          } else disturb(current, die);
        });
        if (cancelled) expect(run.status).toBe('cancelled');
        expectSound(run);
      }),
      { numRuns: 150 },
    );
  });

  it('forked from any step comes to the same, and does nothing again that did not have to be', () => {
    fc.assert(
      fc.property(anyBlock, diceRolls, fc.nat(1_000), (plan, dice, from) => {
        const first = drive(plan, dice);
        const steps = [...statusesOf(first).keys()].filter((step) => !step.endsWith('~undo'));
        const adopt = forkRecords(first.state, steps[from % steps.length] ?? '');
        const second = drive(plan, dice, troubles(), [], adopt);
        expectSound(second);
        expect(second.status).toBe(first.status);
        expect(withoutTimes(second.state.end?.output ?? null)).toEqual(withoutTimes(first.state.end?.output ?? null));
        const adopted = new Set(adopt.flatMap((record) => (record.type === 'adopted' ? [record.step] : [])));
        for (const record of second.records) if (record.type === 'attempt') expect(adopted).not.toContain(record.step);
      }),
      { numRuns: 150 },
    );
  });
});
