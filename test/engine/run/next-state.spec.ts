/** Laws of how runs move on, on random graphs, with steps ending in any order and the program going down at any point. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepStatus } from '../../../src/engine/model/run.ts';
import type { TemplateStep } from '../../../src/engine/model/template-document.ts';
import { nextState, RUNNING_STEPS_MAX } from '../../../src/engine/run/next-state.ts';
import { isFinalStep, type RunEvent, type RunRecord, type RunState } from '../../../src/engine/run/run-state.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import { statedEdges } from '../../../src/engine/template/step-edges.ts';
import type { TemplateGraph } from '../../../src/engine/template/template-graph.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';

type Steps = Readonly<Record<string, TemplateStep>>;

/** Numbers that decide everything about a step; references to other steps wrap around to earlier or later ones. */
const seeds = fc.array(
  fc.record({
    kind: fc.nat(3),
    needs: fc.array(fc.nat(9), { maxLength: 3 }),
    then: fc.array(fc.nat(9), { maxLength: 3 }),
    any: fc.boolean(),
    limit: fc.nat(4),
  }),
  { minLength: 1, maxLength: 9 },
);

const stepsOf = (
  drawn: readonly {
    readonly kind: number;
    readonly needs: readonly number[];
    readonly then: readonly number[];
    readonly any: boolean;
    readonly limit: number;
  }[],
): Steps => {
  const name = (index: number): string => `s${index}`;
  const steps: Record<string, TemplateStep> = {};
  for (const [index, { kind, needs, then, any, limit }] of drawn.entries()) {
    const earlier = [...new Set(needs.filter(() => index > 0).map((need) => name(need % Math.max(index, 1))))];
    const base = { needs: earlier, join: any ? ('any' as const) : ('all' as const) };
    const later = [
      ...new Set(
        then
          .map((target) => index + 1 + target)
          .filter((target) => target < drawn.length)
          .map(name),
      ),
    ];
    if (kind === 0) steps[name(index)] = { type: 'set', value: index, ...base };
    else if (kind === 1) {
      const middle = Math.ceil(later.length / 2);
      const choices = [{ when: `= input.amount > ${limit}`, then: later.slice(0, middle) }];
      steps[name(index)] = { type: 'choice', choices, default: later.slice(middle), ...base };
    } else steps[name(index)] = { type: 'task', run: 'test.echo', with: { value: index }, ...base };
  }
  return steps;
};

const graphOf = (steps: Steps): TemplateGraph => compileTemplate(testTemplate(steps), testTasks());

const initialState = (graph: TemplateGraph, amount: number): RunState => ({
  status: 'running',
  input: { amount },
  steps: new Map(graph.steps.map(({ name }) => [name, { status: 'pending', attempts: 0, cutOff: 0, interruptions: 0 }])),
});

/** What should come of it, said once more in the plainest way: each step from those it waits for. */
const expectedStatuses = (steps: Steps, amount: number): Readonly<Record<string, StepStatus>> => {
  const edges = statedEdges(steps);
  const known = new Map<string, StepStatus>();
  const branchTaken = (choice: string): number => {
    const step = steps[choice];
    if (step?.type !== 'choice') throw new Error('not a choice');
    return amount > Number(step.choices[0]?.when.split('> ')[1]) ? 0 : step.choices.length;
  };
  const statusOf = (name: string): StepStatus => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const sources = [...new Set(edges.filter(({ to }) => to === name).map(({ from }) => from))];
    const met = sources.map((from) => {
      if (statusOf(from) !== 'completed') return false;
      const branches = edges
        .filter((edge) => edge.from === from && edge.to === name && edge.branch !== undefined)
        .map(({ branch }) => branch);
      return branches.length === 0 || branches.includes(branchTaken(from));
    });
    const starts = sources.length === 0 || (steps[name]?.join === 'any' ? met.includes(true) : met.every(Boolean));
    const status = starts ? 'completed' : 'skipped';
    known.set(name, status);
    return status;
  };
  return Object.fromEntries(Object.keys(steps).map((name) => [name, statusOf(name)]));
};

const runningSteps = (state: RunState): readonly string[] =>
  [...state.steps].filter(([, { status }]) => status === 'running').map(([name]) => name);

type Trace = { readonly state: RunState; readonly records: readonly RunRecord[]; readonly most: number };

/** Drives a run to its end. `dice` says which running step ends next, and when the program goes down. */
const drive = (graph: TemplateGraph, amount: number, dice: readonly number[], mayGoDown: boolean): Trace => {
  const records: RunRecord[] = [];
  let state = initialState(graph, amount);
  let most = 0;
  const apply = (event: RunEvent): void => {
    const moved = nextState(graph, state, event);
    state = moved.state;
    records.push(...moved.records);
    most = Math.max(most, runningSteps(state).length);
  };
  apply({ type: 'started' });
  let downs = 0;
  for (let turn = 0; state.status === 'running'; turn++) {
    const die = dice[turn % dice.length] ?? 0;
    if (mayGoDown && die % 5 === 0 && downs < 3) {
      downs++;
      if (die % 2 === 0) apply({ type: 'closed' });
      apply({ type: 'reopened' });
      continue;
    }
    const running = runningSteps(state);
    const step = running[die % running.length];
    if (step === undefined) throw new Error('the run waits for nothing and has not ended');
    apply({ type: 'completed', step, output: { value: null } });
  }
  return { state, records, most };
};

const diceRolls = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 });

describe('any graph, ended in any order', () => {
  it('comes to what a plain reading of it says', () => {
    fc.assert(
      fc.property(seeds, fc.nat(5), diceRolls, fc.boolean(), (drawn, amount, dice, mayGoDown) => {
        const steps = stepsOf(drawn);
        const { state } = drive(graphOf(steps), amount, dice, mayGoDown);
        expect(state.status).toBe('completed');
        expect(Object.fromEntries([...state.steps].map(([name, { status }]) => [name, status]))).toEqual(expectedStatuses(steps, amount));
      }),
    );
  });

  it('begins no step before those it waits for are final, and every step completes at most once', () => {
    fc.assert(
      fc.property(seeds, fc.nat(5), diceRolls, fc.boolean(), (drawn, amount, dice, mayGoDown) => {
        const steps = stepsOf(drawn);
        const edges = statedEdges(steps);
        const { records } = drive(graphOf(steps), amount, dice, mayGoDown);
        const statuses = new Map<string, StepStatus>();
        const attempts = new Map<string, number>();
        const completed = new Set<string>();
        for (const record of records) {
          if (record.type === 'attempt-started') {
            expect(record.number).toBe((attempts.get(record.step) ?? 0) + 1);
            attempts.set(record.step, record.number);
            for (const { from, to } of edges) if (to === record.step) expect(isFinalStep(statuses.get(from) ?? 'pending')).toBe(true);
          } else if (record.type === 'attempt-ended') {
            expect(record.number).toBe(attempts.get(record.step));
            if (record.status !== 'completed') continue;
            expect(completed.has(record.step)).toBe(false);
            completed.add(record.step);
          } else if (record.type === 'step-changed') {
            expect(isFinalStep(statuses.get(record.step) ?? 'pending')).toBe(false);
            statuses.set(record.step, record.status);
          }
        }
        expect(records.filter(({ type }) => type === 'run-ended')).toHaveLength(1);
        expect(records.at(-1)?.type).toBe('run-ended');
      }),
    );
  });
});

describe('a fault', () => {
  it('anywhere in any graph leaves no step open', () => {
    fc.assert(
      fc.property(seeds, fc.nat(5), fc.nat(20), (drawn, amount, after) => {
        const graph = graphOf(stepsOf(drawn));
        let { state } = nextState(graph, initialState(graph, amount), { type: 'started' });
        for (let turn = 0; state.status === 'running'; turn++) {
          const step = runningSteps(state)[0] as string;
          const event: RunEvent =
            turn === after
              ? { type: 'faulted', step, failure: { kind: 'invalid', message: 'no' } }
              : { type: 'completed', step, output: null };
          ({ state } = nextState(graph, state, event));
        }
        expect([...state.steps.values()].filter(({ status }) => !isFinalStep(status))).toEqual([]);
        const faulted = [...state.steps.values()].filter(({ status }) => status === 'faulted');
        expect(faulted).toHaveLength(state.status === 'faulted' ? 1 : 0);
      }),
    );
  });
});

describe('limits', () => {
  const wide = (count: number): TemplateGraph =>
    graphOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`s${i}`, { type: 'task', run: 'test.echo', with: { value: i } } as TemplateStep]),
      ),
    );

  it('so many steps run at once and no more, and all come to their turn', () => {
    const { state, most } = drive(wide(RUNNING_STEPS_MAX * 3), 1, [7, 3, 1], false);
    expect(most).toBe(RUNNING_STEPS_MAX);
    expect(state.status).toBe('completed');
  });
});

describe('events that cannot be', () => {
  const graph = graphOf({ a: { type: 'task', run: 'test.echo', with: { value: 1 } } });
  const started = nextState(graph, initialState(graph, 1), { type: 'started' }).state;
  const ended = nextState(graph, started, { type: 'completed', step: 'a', output: null }).state;

  it('are faults of ours', () => {
    expect(() => nextState(graph, ended, { type: 'cancelled' })).toThrow('a run that is completed cannot move on');
    expect(() => nextState(graph, started, { type: 'completed', step: 'b', output: null })).toThrow('no step "b"');
    const initial = initialState(graph, 1);
    expect(() => nextState(graph, initial, { type: 'completed', step: 'a', output: null })).toThrow('step "a" is not running');
  });
});
