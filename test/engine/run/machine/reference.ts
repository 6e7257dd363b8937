/**
 * Random workflows, and what should come of them, said once more in the plainest way: block by block and step by step, each from those that it waits for,
 * with no events, no time and no order in which things end.
 */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../src/engine/model/json.ts';
import type { Block, StepAction, TemplateValues } from '../../../../src/engine/template/template-graph.ts';
import { block, choice, loop, map, parallel, type Steps, set, signal, work } from './build.ts';

type Kind =
  | { readonly type: 'task'; readonly faults: number; readonly attempts: number; readonly letter: boolean; readonly undo: boolean }
  | { readonly type: 'set' }
  | { readonly type: 'choice'; readonly then: readonly number[] }
  | { readonly type: 'fail' }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'signal' }
  | { readonly type: 'workflow'; readonly faults: boolean }
  | { readonly type: 'approval' }
  | { readonly type: 'parallel'; readonly branches: readonly PlannedBlock[] }
  | { readonly type: 'map'; readonly items: number; readonly tolerated: number; readonly each: PlannedBlock }
  | { readonly type: 'loop'; readonly rounds: number; readonly body: PlannedBlock };

/** Needs and the targets of choices and catches are numbers, made to fit by wrapping them around. */
type PlannedStep = {
  readonly kind: Kind;
  readonly needs: readonly number[];
  readonly join: 'all' | number;
  readonly catches: readonly number[];
  readonly tolerate: boolean;
};
export type PlannedBlock = readonly PlannedStep[];

const { block: anyBlock } = fc.letrec<{ block: PlannedBlock; step: PlannedStep; kind: Kind }>((tie) => ({
  block: fc.array(tie('step'), { minLength: 1, maxLength: 5, depthIdentifier: 'blocks' }),
  step: fc.record({
    kind: tie('kind'),
    needs: fc.array(fc.nat(7), { maxLength: 2 }),
    join: fc.oneof({ weight: 4, arbitrary: fc.constant('all' as const) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) }),
    catches: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(7), { minLength: 1, maxLength: 2 }) },
    ),
    tolerate: fc.boolean(),
  }),
  kind: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'blocks', maxDepth: 2 },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('task' as const),
        faults: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
        attempts: fc.integer({ min: 1, max: 3 }),
        letter: fc.boolean(),
        undo: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'set' as const }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('choice' as const), then: fc.array(fc.nat(7), { maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.constantFrom({ type: 'wait' as const, ms: 0 }, { type: 'wait' as const, ms: 700 }) },
    { weight: 1, arbitrary: fc.constantFrom({ type: 'fail' as const }, { type: 'signal' as const }, { type: 'approval' as const }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('workflow' as const), faults: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('parallel' as const), branches: fc.array(tie('block'), { minLength: 1, maxLength: 3 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('map' as const), items: fc.nat(5), tolerated: fc.nat(5), each: tie('block') }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('loop' as const), rounds: fc.nat(3), body: tie('block') }) },
  ),
}));

export { anyBlock };

/** Names are unique in a whole template: each starts with the name of the step around it. */
const nameOf = (around: string, place: number): string => `${around}s${place}`;

const later = (targets: readonly number[], place: number, count: number): readonly number[] =>
  [...new Set(targets.map((target) => place + 1 + target))].filter((target) => target < count);

/** For each step of a block: those that it needs, and those that have to choose it. */
const sourcesOf = (steps: PlannedBlock) => {
  const edges = steps.map(({ needs }, place) => new Map(place === 0 ? [] : needs.map((need) => [need % place, false])));
  for (const [place, { kind, catches }] of steps.entries()) {
    const targets = [...(kind.type === 'choice' ? later(kind.then, place, steps.length) : []), ...later(catches, place, steps.length)];
    for (const target of targets) edges[target]?.set(place, true);
  }
  return edges;
};

const joinOf = (join: 'all' | number, edges: number): number => (join === 'all' || edges === 0 ? edges : join);

/** What a step can be told by: where it stands, and what those gave that it needs. Not where it may begin before they are final. */
const told = (name: string, needed: readonly string[], values: TemplateValues): JsonObject => ({
  name,
  item: values.item ?? null,
  index: values.index ?? null,
  round: values.loop?.index ?? null,
  last: values.loop?.last ?? null,
  needed: needed.map((need) => values.output(need) ?? null),
  failed: needed.map((need) => values.error(need) !== undefined),
});

const actionOf = (kind: Kind, name: string, needed: readonly string[], place: number, count: number): StepAction => {
  const say = (values: TemplateValues): JsonObject => told(name, needed, values);
  switch (kind.type) {
    case 'task': {
      const retry = { maximumAttempts: kind.attempts, initialMs: 300, exhausted: kind.letter ? 'deadLetter' : 'fail' } as const;
      return work({ with: (values) => ({ faults: kind.faults, ...say(values) }), retry, undo: kind.undo });
    }
    case 'set':
      return set(say);
    case 'choice':
      return choice(later(kind.then, place, count).map((target) => nameOf(name.slice(0, name.lastIndexOf('s')), target)));
    case 'fail':
      return { type: 'fail', error: 'own', message: () => 'failed' };
    case 'wait':
      return { type: 'wait', until: () => ({ ms: kind.ms }) };
    case 'signal':
      return signal(name, ({ index = 0, loop: round }) => `${index}/${round?.index ?? 0}`);
    case 'workflow':
      return { type: 'workflow', template: 'other', arguments: (values) => ({ faults: kind.faults, ...say(values) }) };
    case 'approval':
      return { type: 'approval', roles: ['any'], selfApproval: true, overdue: 'wait', rejected: 'fail', question: say, check: () => [] };
    case 'parallel':
      return parallel(Object.fromEntries(kind.branches.map((branch, i) => [`b${i}`, blockOf(branch, `${name}b${i}`)])));
    case 'map':
      return map(
        Array.from({ length: kind.items }, (_, i) => `item ${i}`),
        blockOf(kind.each, `${name}e`),
        {
          count: kind.tolerated,
          maxConcurrency: 2,
          batchSize: 3,
        },
      );
    case 'loop':
      return loop((values) => (values.loop?.index ?? 0) <= kind.rounds, blockOf(kind.body, `${name}r`));
  }
};

/** The names that a step may speak of. */
const readable = (join: 'all' | number, sources: Iterable<number>, around: string): readonly string[] =>
  join === 'all' ? [...sources].map((source) => nameOf(around, source)) : [];

export const blockOf = (steps: PlannedBlock, around = ''): Block => {
  const edges = sourcesOf(steps);
  const built: Record<string, Steps[string]> = {};
  for (const [place, { kind, join, catches, tolerate }] of steps.entries()) {
    const name = nameOf(around, place);
    const sources = edges[place] ?? new Map<number, boolean>();
    const named = (chosen: boolean): string[] => [...sources].filter(([, is]) => is === chosen).map(([source]) => nameOf(around, source));
    const caught = later(catches, place, steps.length).map((target) => nameOf(around, target));
    built[name] = [
      actionOf(kind, name, readable(join, sources.keys(), around), place, steps.length),
      {
        needs: named(false),
        chosenBy: named(true),
        join,
        tolerate,
        catches: caught.length === 0 ? [] : [{ errors: new Set(['*']), then: caught }],
      },
    ];
  }
  return block(built);
};

// ---- What should come of it.

type Expected = { readonly status: 'completed' | 'skipped'; readonly output: Json } | { readonly status: 'faulted' };
/** Statuses of a block that faults depend on the order of things; of one that completes they do not. */
export type ExpectedBlock = { readonly output: Json; readonly statuses: ReadonlyMap<string, string> } | { readonly fault: true };

type Surroundings = { readonly item?: Json; readonly index?: number; readonly loop?: { readonly index: number; readonly last: Json } };

const completed = (output: Json): Expected => ({ status: 'completed', output });
const FAULTED: Expected = { status: 'faulted' };

const expectedStep = (
  kind: Kind,
  name: string,
  say: JsonObject,
  around: Surroundings,
  path: string,
  inner: Map<string, string>,
  targets: readonly string[],
): Expected => {
  const inside = (steps: PlannedBlock, own: string, where: string, more: Surroundings = {}): ExpectedBlock => {
    const found = expectedBlock(steps, own, { ...around, ...more }, `${where}/`);
    if ('statuses' in found) for (const [step, status] of found.statuses) inner.set(step, status);
    return found;
  };
  switch (kind.type) {
    case 'task':
      return kind.faults < kind.attempts ? completed({ did: say }) : FAULTED;
    case 'set':
      return completed(say);
    case 'choice':
      return completed({ choice: 1, then: targets });
    case 'fail':
      return FAULTED;
    case 'wait':
      return completed('some time');
    case 'signal':
      return completed('some signal');
    case 'approval':
      return completed('some decision');
    case 'workflow':
      return kind.faults ? FAULTED : completed({ child: say });
    case 'parallel': {
      const branches = kind.branches.map((branch, i) => inside(branch, `${name}b${i}`, `${path}/b${i}`));
      if (branches.some((branch) => 'fault' in branch)) return FAULTED;
      return completed(Object.fromEntries(branches.map((branch, i) => [`b${i}`, 'output' in branch ? branch.output : null])));
    }
    case 'map': {
      const items = Array.from({ length: kind.items }, (_, i) =>
        inside(kind.each, `${name}e`, `${path}/${i + 1}`, { item: `item ${i}`, index: i + 1 }),
      );
      const bad = items.flatMap((item, i) => ('fault' in item ? [{ index: i + 1, error: 'some error' }] : []));
      if (bad.length > kind.tolerated) return FAULTED;
      return completed({
        succeeded: items.length - bad.length,
        failed: bad,
        results: items.map((item) => ('output' in item ? item.output : null)),
      });
    }
    case 'loop': {
      let last: Json = null;
      for (let index = 1; index <= kind.rounds; index++) {
        const round = inside(kind.body, `${name}r`, `${path}/${index}`, { loop: { index, last } });
        if ('fault' in round) return FAULTED;
        last = round.output;
      }
      return completed({ rounds: kind.rounds, last });
    }
  }
};

export const expectedBlock = (steps: PlannedBlock, around = '', surroundings: Surroundings = {}, prefix = ''): ExpectedBlock => {
  const edges = sourcesOf(steps);
  const statuses = new Map<string, string>();
  const found: { readonly step: Expected; readonly goesOn: boolean; readonly chosen: ReadonlySet<number> }[] = [];
  for (const [place, { kind, join, catches, tolerate }] of steps.entries()) {
    const name = nameOf(around, place);
    const sources = edges[place] ?? new Map<number, boolean>();
    const met = [...sources].filter(([source, chosen]) => (chosen ? found[source]?.chosen.has(place) : found[source]?.goesOn)).length;
    if (met < joinOf(join, sources.size)) {
      statuses.set(prefix + name, 'skipped');
      found.push({ step: { status: 'skipped', output: null }, goesOn: false, chosen: new Set() });
      continue;
    }
    const spokenOf = join === 'all' ? [...sources.keys()].map((source) => found[source]?.step) : [];
    const say = {
      name,
      item: surroundings.item ?? null,
      index: surroundings.index ?? null,
      round: surroundings.loop?.index ?? null,
      last: surroundings.loop?.last ?? null,
      needed: spokenOf.map((step) => (step !== undefined && 'output' in step ? step.output : null)),
      failed: spokenOf.map((step) => step?.status === 'faulted'),
    };
    const chosenHere = kind.type === 'choice' ? later(kind.then, place, steps.length) : [];
    const inner = new Map<string, string>();
    const step = expectedStep(
      kind,
      name,
      say,
      surroundings,
      prefix + name,
      inner,
      chosenHere.map((target) => nameOf(around, target)),
    );
    statuses.set(prefix + name, step.status);
    // What faults leaves its blocks in a state that depends on the order of things.
    if (step.status === 'completed') for (const [path, status] of inner) statuses.set(path, status);
    const caught = later(catches, place, steps.length);
    const isCaught = step.status === 'faulted' && caught.length > 0;
    const isBorne = step.status === 'faulted' && !isCaught && (tolerate || (kind.type === 'task' && kind.letter));
    if (step.status === 'faulted' && !isCaught && !isBorne) return { fault: true };
    found.push({
      step,
      goesOn: step.status === 'completed' || isBorne,
      chosen: new Set(isCaught ? caught : step.status === 'completed' ? chosenHere : []),
    });
  }
  const output = Object.fromEntries(found.map(({ step }, place) => [nameOf(around, place), 'output' in step ? step.output : null]));
  return { output, statuses };
};

/** Values that the order of things decides are not compared. */
export const withoutTimes = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (typeof value !== 'object' || value === null) return value;
  if ('decision' in value) return 'some decision';
  if ('at' in value) return 'some time';
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === 'error' ? 'some error' : withoutTimes(part as Json)]),
  );
};
