/** What a made-up household answers to an input of a policy, guessed from the input's name, its type and its label. */
import { absent, isProblem, readScalar, type ScalarValue } from '../feel/index.ts';
import { dateText, parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { CalendarDate } from '../model/value.ts';
import type { DateType, ScalarInput } from '../model/value-type.ts';
import { noColumnOf } from './column-type.ts';
import type { RandomStream } from './random-stream.ts';
import type { SyntheticHousehold, SyntheticPerson } from './synthetic-household.ts';

/** How often an input that may be missing is. */
const MISSING_PER_MILLE = 10;
/** Numbers nobody knows the meaning of stay within this span above their least value. */
const SPAN_MAX = 1_000;

/** Amounts of money are cents of a month, other numbers are as they are. */
type Fact = { readonly cents: number } | { readonly number: number } | { readonly truth: boolean } | { readonly choice: number };

const cents = (amount: number): Fact => ({ cents: amount });
const number = (value: number): Fact => ({ number: value });
const truth = (value: boolean): Fact => ({ truth: value });

type Rule<T> = { readonly name: RegExp; fact(of: T): Fact };

const unearned = ({ unemployment, pension, disabilityBenefit, childSupport, capital }: SyntheticPerson): number =>
  unemployment + pension + disabilityBenefit + childSupport + capital;

/** The first rule whose pattern a name has speaks. Names are lower-case words with a space between: "tanf gross earned income". */
const PERSON_RULES: readonly Rule<SyntheticPerson>[] = [
  { name: /\bage\b/, fact: ({ age }) => number(age) },
  { name: /\b(adult)\b/, fact: ({ age }) => truth(age >= 18) },
  { name: /\b(is child|is minor|under 18)\b/, fact: ({ age }) => truth(age < 18) },
  { name: /\bdepend[ae]nt\b/, fact: ({ role, age }) => truth(role === 'child' && age < 19) },
  { name: /\b(incapable|self care)\b/, fact: ({ incapable }) => truth(incapable) },
  { name: /\b(disability|sick\w*) (benefits?|allowance|pension)\b/, fact: ({ disabilityBenefit }) => cents(disabilityBenefit) },
  { name: /\b(disab\w+|handicap\w*)\b/, fact: ({ disabled }) => truth(disabled) },
  { name: /\b(female|woman|gender|sex)\b/, fact: ({ female }) => ({ choice: female ? 1 : 0 }) },
  { name: /\bpregnan\w+\b/, fact: ({ pregnant }) => truth(pregnant) },
  { name: /\b(student|school)\b/, fact: ({ student }) => truth(student) },
  { name: /\b(citizen|immigra\w+)\b/, fact: ({ citizen }) => truth(citizen) },
  { name: /\b(head|spouse)\b/, fact: ({ role }) => truth(role === 'head' || role === 'partner') },
  { name: /\bchild support\b/, fact: ({ childSupport }) => cents(childSupport) },
  { name: /\bcare (expenses?|costs?)\b/, fact: ({ careExpenses }) => cents(careExpenses) },
  { name: /\bunearned\b/, fact: (person) => cents(unearned(person)) },
  { name: /\bself employ\w+\b/, fact: ({ earned }) => cents(Math.floor(earned / 20)) },
  { name: /\b(earned|earnings?|wages?|salary|employment)\b/, fact: ({ earned }) => cents(earned) },
  { name: /\bunemployment\b/, fact: ({ unemployment }) => cents(unemployment) },
  { name: /\b(pensions?|retirement|social security)\b/, fact: ({ pension }) => cents(pension) },
  { name: /\b(interest|dividends?|rental|capital)\b/, fact: ({ capital }) => cents(capital) },
  { name: /\bincome\b/, fact: (person) => cents(person.earned + unearned(person)) },
];

const sum = (household: SyntheticHousehold, of: (person: SyntheticPerson) => number): number =>
  household.persons.reduce((total, person) => total + of(person), 0);
const some = (household: SyntheticHousehold, of: (person: SyntheticPerson) => boolean): Fact => truth(household.persons.some(of));

/** `besideEarnings`: whether what the members earn is an input of its own, so that income of the household is the rest. */
const unitRules = (besideEarnings: boolean): readonly Rule<SyntheticHousehold>[] => [
  { name: /\b(adults)\b/, fact: (household) => number(sum(household, ({ age }) => (age >= 18 ? 1 : 0))) },
  { name: /\b(children|kids)\b/, fact: (household) => number(sum(household, ({ age }) => (age < 18 ? 1 : 0))) },
  {
    name: /\bdemographic\b/,
    fact: (household) => some(household, ({ age, student, pregnant }) => age < 18 || (age === 18 && student) || pregnant),
  },
  { name: /\b(size|persons|members|people)\b/, fact: ({ persons }) => number(persons.length) },
  { name: /\b(assets|savings|wealth|resources)\b/, fact: ({ cashAssets }) => cents(cashAssets) },
  { name: /\b(childcare|child care)\b/, fact: ({ childcare }) => cents(childcare) },
  { name: /\bchild support\b/, fact: (household) => cents(sum(household, ({ childSupport }) => childSupport)) },
  { name: /\b(rent|housing|shelter|mortgage)\b/, fact: ({ housing }) => cents(housing) },
  { name: /\b(region|state|county|province|district|area|zone)\b/, fact: ({ region }) => ({ choice: region }) },
  { name: /\bvehicles?\b.*\bvalue\b/, fact: ({ vehicles }) => cents(vehicles * 640_000) },
  { name: /\bvehicles?\b/, fact: ({ vehicles }) => number(vehicles) },
  { name: /\bhomeless\b/, fact: ({ homeless }) => truth(homeless) },
  { name: /\b(disab\w+|handicap\w*)\b/, fact: (household) => some(household, ({ disabled }) => disabled) },
  { name: /\bpregnan\w+\b/, fact: (household) => some(household, ({ pregnant }) => pregnant) },
  { name: /\bunearned\b/, fact: (household) => cents(sum(household, unearned)) },
  { name: /\b(earned|earnings?|wages?|salary|employment)\b/, fact: (household) => cents(sum(household, ({ earned }) => earned)) },
  { name: /\bincome\b/, fact: (household) => cents(sum(household, (person) => unearned(person) + (besideEarnings ? 0 : person.earned))) },
  { name: /^[a-z]{2}$|\b(lives in|resident)\b/, fact: ({ resident }) => truth(resident) },
];

/** Draws the value of one input; the same answer for the same household, except where nothing is known of the input. */
export type InputDrawer<T> = (of: T, random: RandomStream) => ScalarValue;

type Declared = { readonly name: string; readonly type: ScalarInput; readonly monthsPerPeriod: number };

export const personDrawer = (declared: Declared): InputDrawer<SyntheticPerson> => drawer(declared, PERSON_RULES);

export const unitDrawer = (declared: Declared, { besideEarnings }: { readonly besideEarnings: boolean }): InputDrawer<SyntheticHousehold> =>
  drawer(declared, unitRules(besideEarnings));

/** Whether a member field holds earnings. */
export const isEarnings = (name: string): boolean => /\b(?<!un)(earned|earnings?|wages?|salary|employment)\b/.test(words(name));

const drawer = <T>({ name, type, monthsPerPeriod }: Declared, rules: readonly Rule<T>[]): InputDrawer<T> => {
  const rule = [words(name), words(type.label ?? '')].flatMap((text) => rules.filter((candidate) => candidate.name.test(text)))[0];
  const missing = absent(name);
  return (of, random) => {
    if (type.nullable === true && random.chance(MISSING_PER_MILLE)) return missing;
    const known = rule === undefined ? undefined : factValue(rule.fact(of), type, monthsPerPeriod);
    const value = known === undefined ? anyValue(type, random) : withinBounds(known, type);
    const read = value instanceof CalendarDate ? readScalar(type, dateText(value), name) : readScalar(type, value, name);
    if (isProblem(read)) throw new Error(`a made-up value of ${name} does not fit its type: ${read.message}`);
    return read;
  };
};

/** "isChild2_inSchool" becomes "is child2 in school". */
const words = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

type Plain = Exact | boolean | string;

/** A fact in the form of a type, or undefined where the two have nothing in common. */
const factValue = (fact: Fact, type: ScalarInput, monthsPerPeriod: number): Plain | undefined => {
  switch (type.type) {
    case 'boolean':
      if ('truth' in fact) return fact.truth;
      return 'choice' in fact ? fact.choice % 2 === 1 : undefined;
    case 'enum':
      return 'choice' in fact ? type.values[spreadChoice(fact.choice, type.values.length)] : undefined;
    case 'string':
      return 'choice' in fact ? `R${spreadChoice(fact.choice, 9) + 1}` : undefined;
    case 'decimal':
    case 'integer':
      if ('number' in fact) return Exact.integer(fact.number);
      if ('truth' in fact) return fact.truth ? Exact.ONE : Exact.ZERO;
      if (!('cents' in fact)) return undefined;
      return Exact.of(BigInt(fact.cents * monthsPerPeriod), 100n).floor(type.type === 'integer' ? 0 : Math.min(type.scale ?? 2, 2));
    case 'date':
      return undefined;
  }
};

/** Of two answers the choice itself; of more, the earlier ones more often. */
const spreadChoice = (choice: number, count: number): number =>
  choice < 2 && count === 2 ? choice : Math.min(count - 1, Math.floor((choice * choice * count) / 1_000_000));

const withinBounds = (value: Plain, type: ScalarInput): Plain => {
  if (!(value instanceof Exact) || (type.type !== 'decimal' && type.type !== 'integer')) return value;
  const [min, max] = [boundOf(type.min), boundOf(type.max)];
  if (min !== undefined && value.compare(min) < 0) return min;
  return max !== undefined && value.compare(max) > 0 ? max : value;
};

const boundOf = (bound: string | number | undefined): Exact | undefined => (bound === undefined ? undefined : Exact.parse(String(bound)));

/** A value of which only the type is known: even within its bounds, as far as they are plausible. */
const anyValue = (type: ScalarInput, random: RandomStream): Plain | CalendarDate => {
  switch (type.type) {
    case 'boolean':
      return random.chance(200);
    case 'enum':
      return type.values[random.below(type.values.length)] as string;
    case 'string':
      return String.fromCharCode(65 + random.below(26));
    case 'date':
      return anyDate(type, random);
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      throw noColumnOf(type);
    case 'integer':
      return anyNumber(type, 0, random);
    case 'decimal':
      return anyNumber(type, Math.min(type.scale ?? 2, 2), random);
  }
};

const anyNumber = (
  { min, max }: { readonly min?: string | number; readonly max?: string | number },
  scale: number,
  random: RandomStream,
): Exact => {
  const top = boundOf(max);
  const low = boundOf(min) ?? (top !== undefined && top.sign < 0 ? top.subtract(Exact.integer(SPAN_MAX)) : Exact.ZERO);
  const widest = low.add(Exact.integer(SPAN_MAX));
  const high = top !== undefined && top.compare(widest) < 0 ? top : widest;
  const value = low.add(high.subtract(low).multiply(Exact.of(BigInt(random.below(100_001)), 100_000n))).floor(scale);
  return value.compare(low) < 0 ? low : value;
};

const anyDate = ({ min, max }: DateType, random: RandomStream): CalendarDate => {
  const last = parseDate(max ?? '2024-12-31') as CalendarDate;
  const first = min === undefined ? new CalendarDate(last.days - 20_000) : (parseDate(min) as CalendarDate);
  return new CalendarDate(first.days + random.below(Math.max(1, Math.min(last.days - first.days, 20_000))));
};
