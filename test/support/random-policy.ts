/** Random policies and cases for comparing the back ends: every type of input, parameters with keys, decisions of the unit and of members, tables. */
import { absent } from '../../src/engine/feel/index.ts';
import { parseDate } from '../../src/engine/model/calendar.ts';
import { Exact } from '../../src/engine/model/exact.ts';
import type { Json } from '../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../src/engine/model/policy-document.ts';
import type { Context, Value } from '../../src/engine/model/value.ts';
import { checkPolicy } from '../../src/engine/policy/check-policy.ts';
import { Dice, type Kind, type Surroundings, Writer } from './random-expression.ts';

const INPUTS: PolicyDocument['inputs'] = {
  income: { type: 'decimal', scale: 2, nullable: true },
  yearly: { type: 'decimal', nullable: true },
  small: { type: 'integer', nullable: true },
  huge: { type: 'integer', nullable: true },
  urban: { type: 'boolean', nullable: true },
  region: { type: 'enum', values: ['north', 'south', 'c d'], nullable: true },
  note: { type: 'string', nullable: true },
  since: { type: 'date', nullable: true },
  members: {
    type: 'list',
    of: {
      age: { type: 'integer', nullable: true },
      earned: { type: 'decimal', scale: 2, nullable: true },
      share: { type: 'decimal', nullable: true },
      adult: { type: 'boolean', nullable: true },
      role: { type: 'enum', values: ['head', 'north', 'child'], nullable: true },
      born: { type: 'date', nullable: true },
    },
  },
};

const PARAMETERS: PolicyDocument['parameters'] = {
  rate: { type: 'decimal', values: { '2020-01-01': '0.35' } },
  cap: { type: 'decimal', values: { '2020-01-01': '175.50', '2025-01-01': '180.25' } },
  later: { type: 'decimal', values: { '2030-01-01': '5' } },
  open: { type: 'boolean', values: { '2020-01-01': true } },
  by_size: { type: 'decimal', by: 'small', values: { '2020-01-01': { '1': '400', '2': '460.5', '3': '0', '5': '-7.25' } } },
  by_region: { type: 'decimal', by: 'region', values: { '2020-01-01': { north: '1.25', south: '0.95', 'c d': '-1' } } },
  by_flag: { type: 'decimal', by: 'urban', values: { '2020-01-01': { true: '3', false: '4.5' } } },
  by_answer: { type: 'boolean', by: 'region', values: { '2020-01-01': { north: true, south: false, 'c d': true } } },
  by_name: { type: 'string', by: 'small', values: { '2020-01-01': { '0': 'north', '2': 'south', '3': 'north' } } },
  by_both: {
    type: 'decimal',
    by: ['region', 'small'],
    values: { '2020-01-01': { north: { '1': '1', '2': '2' }, south: { '1': '10', '4': '0.1' }, 'c d': { '1': '7' } } },
  },
};

const FUNCTIONS: PolicyDocument['functions'] = {
  eased: {
    type: 'decimal',
    parameters: [
      { name: 'amount', type: 'decimal' },
      { name: 'counts', type: 'boolean' },
    ],
    feel: 'if counts then max(amount - cap, 0) * rate else amount',
  },
};

const UNIT_NAMES: Surroundings['names'] = {
  number: ['income', 'yearly', 'small', 'huge', 'rate', 'cap', 'later', 'period.month', 'by_size[2]'],
  boolean: ['urban', 'open', 'true', 'false'],
  text: ['region', 'note'],
  date: ['since', 'period.start'],
};
const FIELDS: Surroundings['fields'] = { number: ['age', 'earned', 'share'], boolean: ['adult'], text: ['role'], date: ['born'] };

const typeOf = (kind: Kind): { readonly type: 'decimal' | 'boolean' | 'string' | 'date' } => ({
  type: ({ number: 'decimal', boolean: 'boolean', text: 'string', date: 'date' } as const)[kind],
});

const KINDS: readonly Kind[] = ['number', 'number', 'number', 'boolean', 'boolean', 'text', 'date'];

const HIT_POLICIES = [
  { hitPolicy: 'UNIQUE' },
  { hitPolicy: 'FIRST' },
  { hitPolicy: 'ANY' },
  ...['SUM', 'MIN', 'MAX', 'COUNT'].map((aggregator) => ({ hitPolicy: 'COLLECT', aggregator })),
];

const RANKED = ['"north"', '"south"', '"c d"', '""'];

const table = (dice: Dice, writer: Writer, kind: Kind, at: Surroundings): { readonly table: object } => {
  const isRanked = kind === 'text' && dice.roll(2) === 0;
  const cell = (): string =>
    dice.pick(['-', '< 5', '[0..100)', '> 12.5', 'null', 'not(3)', '< rate, > cap', '>= small', '? * 2 > small', '1, 2, 3', 'not(< 5)']);
  const rules = Array.from({ length: 1 + dice.roll(4) }, () => ({
    when: [cell(), dice.pick(['-', 'true', 'false'])],
    then: isRanked ? dice.pick(RANKED) : writer.of(kind, 1, at),
  }));
  const last = dice.roll(2) === 0 ? [{ when: ['-', '-'], then: writer.of(kind, 0, at) }] : [];
  const policies = kind === 'number' ? HIT_POLICIES : HIT_POLICIES.slice(0, 3);
  return {
    table: {
      ...(isRanked ? { hitPolicy: 'PRIORITY', precedence: RANKED } : dice.pick(policies)),
      inputs: [writer.number(2, at), writer.boolean(1, at)],
      rules: isRanked ? rules : [...rules, ...last],
      ...(dice.roll(4) === 0 ? { otherwise: writer.of(kind, 0, at) } : {}),
    },
  };
};

/** A list of the unit, and a decision that reads it. */
const listAndReader = (dice: Dice, writer: Writer, index: number, at: Surroundings): Readonly<Record<string, object>> => {
  const kind = dice.pick(KINDS);
  const name = `list_${index}`;
  const item = (): string => writer.of(kind, 1, at);
  const { precedence, aggregator, ...rules } = table(dice, writer, kind, at).table as {
    readonly precedence?: object;
    readonly aggregator?: string;
  };
  const logic =
    dice.roll(3) === 0
      ? { feel: `[${item()}, ${item()}, ${item()}]` }
      : { table: { ...rules, hitPolicy: dice.pick(['RULE ORDER', 'COLLECT']) } };
  const questions = [
    `list contains(${name}, ${item()})`,
    `some found in ${name} satisfies found ${dice.pick(['=', '!='])} ${item()}`,
    `count(${name}) > 1`,
    `count(${name}[item = ${item()}]) = 1`,
    ...(kind === 'number' ? [`sum(${name}) > ${item()}`, `max(${name}[item < 200]) >= min(${name})`] : []),
  ];
  return {
    [name]: { type: 'list', items: typeOf(kind), nullable: true, ...logic },
    [`reads_${name}`]: { type: 'boolean', nullable: true, feel: dice.pick(questions) },
  };
};

/** `isFlat`: no decision is of members or reads them. */
type RandomPolicyOptions = { readonly isFlat?: boolean };

/** `decisions` of the unit and half as many of the members, each of which may read those before it. */
const anyPolicy = (seed: number, decisions: number, { isFlat = false }: RandomPolicyOptions): PolicyDocument => {
  const dice = new Dice(seed);
  const writer = new Writer(dice);
  const unit: Record<Kind, string[]> = {
    number: [...UNIT_NAMES.number],
    boolean: [...UNIT_NAMES.boolean],
    text: [...UNIT_NAMES.text],
    date: [...UNIT_NAMES.date],
  };
  const fields: Record<Kind, string[]> = {
    number: [...FIELDS.number],
    boolean: [...FIELDS.boolean],
    text: [...FIELDS.text],
    date: [...FIELDS.date],
  };
  const made: Record<string, object> = { capped: { type: 'integer', feel: 'max(1, min(small, 5))' } };
  for (let index = 0; index < decisions * 1.5; index++) {
    const isOfMembers = !isFlat && index % 3 === 2;
    const kind = dice.pick(KINDS);
    const own: Surroundings['names'] = isOfMembers
      ? {
          number: [...fields.number, ...unit.number],
          boolean: [...fields.boolean, ...unit.boolean],
          text: [...fields.text, ...unit.text],
          date: [...fields.date, ...unit.date],
        }
      : unit;
    const at: Surroundings = { names: own, fields, bound: [], ...(isFlat ? { isFlat } : {}) };
    const name = `decision_${index}`;
    const logic = dice.roll(6) === 0 ? table(dice, writer, kind, at) : { feel: writer.of(kind, 1 + dice.roll(4), at) };
    made[name] = { ...typeOf(kind), nullable: true, ...(isOfMembers ? { of: 'members' } : {}), ...logic };
    (isOfMembers ? fields : unit)[kind].push(name);
  }
  const at: Surroundings = { names: unit, fields, bound: [], ...(isFlat ? { isFlat } : {}) };
  for (let index = 0; index < decisions / 5; index++) Object.assign(made, listAndReader(dice, writer, index, at));
  return {
    kind: 'policy',
    id: 'random',
    version: '1.0.0',
    title: 'Random',
    unit: 'household',
    period: 'month',
    inputs: INPUTS,
    parameters: PARAMETERS,
    functions: FUNCTIONS,
    decisions: { ...(made as PolicyDocument['decisions']), outcome: { type: 'enum', values: ['YES'], feel: '"YES"' } },
    outcome: 'outcome',
    amounts: [],
    tests: [],
  } as unknown as PolicyDocument;
};

/** A random policy without those decisions in which the checker finds a mistake, and without those that read them. */
export const randomPolicy = (seed: number, decisions: number, options: RandomPolicyOptions = {}): PolicyDocument => {
  let policy = anyPolicy(seed, decisions, options);
  for (;;) {
    const checked = checkPolicy(policy as unknown as Json);
    if (checked.ok) return checked.value;
    const wrong = new Set(checked.failure.problems?.map(({ pointer = '' }) => pointer.split('/')[2]));
    const sound = Object.entries(policy.decisions).filter(([name]) => !wrong.has(name));
    if (sound.length === Object.keys(policy.decisions).length) throw new Error(JSON.stringify(checked.failure));
    policy = { ...policy, decisions: Object.fromEntries(sound) };
  }
};

/** How large the numbers of a chunk are, and whether anything is missing in it. */
export type Weather = { readonly large: boolean; readonly nulls: boolean; readonly membersMax: number };

const number = (dice: Dice, text: readonly string[]): Value => Exact.parse(dice.pick(text)) as Exact;

export const randomCases = (seed: number, count: number, { large, nulls, membersMax }: Weather): Context[] => {
  const dice = new Dice(seed);
  const maybe = (name: string, make: () => Value): Value => (nulls && dice.roll(6) === 0 ? absent(name) : make());
  const cents = (): Value => Exact.of(BigInt(dice.roll(200_000)) - (dice.roll(5) === 0 ? 100_000n : 0n), 100n);
  const whole = (sides: number): Value => Exact.integer(dice.roll(sides));
  const twelfths = (): Value => Exact.of(BigInt(dice.roll(240_000)), 12n);
  const extreme = ['9007199254740991', '-9007199254740993', '9223372036854775807', '123456789012345.67', '0.01', '-9999999999999.99'];
  const day = (): Value => parseDate(dice.pick(['2000-02-29', '1999-12-31', '2025-03-01', '1900-01-01', '2024-07-15'])) as Value;
  const amount = (): Value =>
    large && dice.roll(3) === 0 ? number(dice, extreme) : dice.roll(4) === 0 ? number(dice, ['0', '400', '180.25', '12.5', '3']) : cents();
  return Array.from({ length: count }, (): Context => {
    const member = (): Context => ({
      age: maybe('age', () => whole(90)),
      earned: maybe('earned', amount),
      share: maybe('share', twelfths),
      adult: maybe('adult', () => dice.roll(2) === 0),
      role: maybe('role', () => dice.pick(['head', 'north', 'child'])),
      born: maybe('born', day),
    });
    return {
      income: maybe('income', amount),
      yearly: maybe('yearly', () => (large && dice.roll(4) === 0 ? number(dice, ['900719925474099/7', '1/1000000007']) : twelfths())),
      small: maybe('small', () => whole(7)),
      huge: maybe('huge', () => (large ? number(dice, ['9007199254740993', '-9223372036854775808', '0']) : whole(1_000_000))),
      urban: maybe('urban', () => dice.roll(2) === 0),
      region: maybe('region', () => dice.pick(['north', 'south', 'c d'])),
      note: maybe('note', () => dice.pick(['', 'north', 'Süd', 'x" + y', '`+units+`', '];process.exit()//'])),
      since: maybe('since', day),
      members: Array.from({ length: dice.roll(membersMax + 1) }, member),
    };
  });
};
