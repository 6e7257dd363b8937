/** Tests as OpenFisca and PolicyEngine write them in YAML, read for one policy. */
import type { TextPlace } from '../document/parse-document.ts';
import { parseYaml, type YamlEntry, type YamlMap, type YamlNode } from '../document/parse-yaml.ts';
import { didYouMean } from '../feel/index.ts';
import { parseDate } from '../model/calendar.ts';
import type { Exact } from '../model/exact.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import type { TestCase } from './test-case.ts';
import { GroupReader } from './yaml-groups.ts';
import { type PlacedProblem, type Variable, variablesOf, YamlUnit } from './yaml-unit.ts';
import { exactOfText } from './yaml-value.ts';

/** Keys of a test that mean something to other programs only, and change nothing here. */
const IGNORED = ['description', 'keywords', 'max_spiral_loops', 'only_variables', 'ignore_variables'];
const KNOWN = ['name', 'period', 'input', 'output', 'absolute_error_margin', 'relative_error_margin', ...IGNORED];

const PERIOD = /^(?:(?:year|month|day):)?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;
const PERIODS = { month: 'a month such as "2024-01"', year: 'a year such as "2024"' } as const;

/** The first day of a period of the policy's length, undefined where the text is none. A year may be told by its first month or day. */
const firstDay = (text: string, length: PolicyDocument['period']): string | undefined => {
  const [, year, month, day] = PERIOD.exec(text) ?? [];
  const isFit = length === 'month' ? month !== undefined : (month ?? '01') === '01' && (day ?? '01') === '01';
  const date = `${year}-${month ?? '01'}-${day ?? '01'}`;
  return year !== undefined && isFit && parseDate(date) !== undefined ? date : undefined;
};

class YamlTestReader {
  readonly problems: PlacedProblem[] = [];
  private readonly policy: PolicyDocument;
  private readonly variables: ReadonlyMap<string, Variable>;

  constructor(policy: PolicyDocument) {
    this.policy = policy;
    this.variables = variablesOf(policy);
  }

  private note(place: TextPlace, message: string, rest: Partial<Problem> = {}): void {
    this.problems.push({ ...rest, ...place, message });
  }

  test(node: YamlNode, index: number): TestCase | undefined {
    if (node.kind !== 'map') {
      this.note(node.place, 'a test is a map with its name, period, input and output');
      return undefined;
    }
    for (const { key, place } of node.entries) {
      if (!KNOWN.includes(key)) this.note(place, `"${key}" is not known in a test`, didYouMean(key, KNOWN));
    }
    const part = (key: string): YamlEntry | undefined => node.entries.find((entry) => entry.key === key);
    const date = this.date(part('period'), node.place);
    const margins = { absolute: this.margin(part('absolute_error_margin')), relative: this.margin(part('relative_error_margin')) };
    const groups = new GroupReader((name) => this.variables.has(name));
    const given = groups.read(this.map(part('input')), true);
    const output = this.map(part('output'));
    const wanted = groups.read(output, false);
    if (output.entries.length === 0) this.note(node.place, 'the test expects nothing: it has no output');
    const { policy, variables } = this;
    const periodOf = (text: string): string | undefined => firstDay(text, policy.period);
    const unit = new YamlUnit({ policy, variables, periodOf, date, people: groups.namesPeople ? groups.people.length : undefined });
    for (const assignment of given) unit.give(assignment);
    const facts = unit.read(node.place);
    const expected = wanted.flatMap((assignment) => unit.expect(assignment));
    this.problems.push(...groups.problems, ...unit.problems);
    const name = part('name')?.value;
    return {
      name: name?.kind === 'scalar' && name.text !== '' ? name.text : `test ${index + 1}`,
      date: date ?? '',
      ...facts,
      expected,
      ...(margins.absolute === undefined && margins.relative === undefined ? {} : { margins: definedOf(margins) }),
    };
  }

  private map(entry: YamlEntry | undefined): YamlMap {
    const { value } = entry ?? {};
    if (value?.kind === 'map') return value;
    const place = value?.place ?? { row: 1, column: 1 };
    if (value !== undefined && !(value.kind === 'scalar' && value.text === '')) this.note(place, `"${entry?.key}" is a map of variables`);
    return { kind: 'map', place, entries: [] };
  }

  private date(entry: YamlEntry | undefined, place: TextPlace): string | undefined {
    const expected = PERIODS[this.policy.period];
    if (entry === undefined) {
      this.note(place, 'the test has no period', { expected });
      return undefined;
    }
    const date = entry.value.kind === 'scalar' ? firstDay(entry.value.text, this.policy.period) : undefined;
    if (date === undefined)
      this.note(entry.value.place, `this is no ${this.policy.period} that the policy can be evaluated for`, { expected });
    return date;
  }

  private margin(entry: YamlEntry | undefined): Exact | undefined {
    if (entry === undefined) return undefined;
    const margin = entry.value.kind === 'scalar' ? exactOfText(entry.value.text) : undefined;
    if (margin !== undefined && margin.sign >= 0) return margin;
    this.note(entry.value.place, `"${entry.key}" is no margin`, { expected: 'a number such as 0.01, or 0 for exactly equal' });
    return undefined;
  }
}

const definedOf = ({ absolute, relative }: { readonly absolute: Exact | undefined; readonly relative: Exact | undefined }) => ({
  ...(absolute === undefined ? {} : { absolute }),
  ...(relative === undefined ? {} : { relative }),
});

/**
 * Reads a list of tests, or a single one: persons and one unit of groups (`people`, `spm_units`, `households`, …), or variables alone; what
 * the policy decides may be given as well. Numbers are taken exactly from their text; without a margin amounts have to be equal. Problems,
 * all of the file at once, have row and column.
 */
export const readYamlTests = (policy: PolicyDocument, text: string, name?: string): Result<readonly TestCase[]> => {
  const parsed = parseYaml(text, name);
  if (!parsed.ok) return parsed;
  const reader = new YamlTestReader(policy);
  const nodes = parsed.value.kind === 'list' ? parsed.value.items : [parsed.value];
  const tests = nodes.flatMap((node, index) => reader.test(node, index) ?? []);
  const inOrder = reader.problems.sort((left, right) => left.row - right.row || left.column - right.column);
  return inOrder.length === 0 ? { ok: true, value: tests } : mistakesIn('the file of tests', inOrder, name);
};
