/** The unit of one YAML test: its facts, the decisions that are given, and those that are expected, each read by the type that the policy declares. */
import type { TextPlace } from '../document/parse-document.ts';
import type { YamlNode } from '../document/parse-yaml.ts';
import { absent, didYouMean, type ExactJson } from '../feel/index.ts';
import { pointerParts, pointerTo } from '../model/json-pointer.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { ListType, ScalarType } from '../model/value-type.ts';
import { decisionJson } from './decision-json.ts';
import { readCase, readDecisionValue, readOverrides } from './read-case.ts';
import type { Expectation, TestCase } from './test-case.ts';
import { type Assignment, isDated } from './yaml-groups.ts';
import { yamlJson } from './yaml-value.ts';

export type PlacedProblem = Problem & TextPlace;

export type Variable = { readonly kind: 'fact' | 'decision'; readonly type: ScalarType | ListType; readonly list?: string };

/** Every name that a test of the policy may give or expect. `list`: the list whose members it is of. */
export const variablesOf = (policy: PolicyDocument): ReadonlyMap<string, Variable> => {
  const variables = new Map<string, Variable>();
  for (const [name, input] of Object.entries(policy.inputs)) {
    if (input.type !== 'list') variables.set(name, { kind: 'fact', type: input });
    else for (const [field, type] of Object.entries(input.of)) variables.set(field, { kind: 'fact', type, list: name });
  }
  for (const [name, decision] of Object.entries(policy.decisions)) {
    const { of: list, ...type } = decision;
    variables.set(name, { kind: 'decision', type, ...(list === undefined ? {} : { list }) });
  }
  return variables;
};

/** What an assignment says of one person, or of the unit where `row` is undefined. */
type Given = { readonly row: number | undefined; readonly json: ExactJson; readonly place: TextPlace };

type UnitOptions = {
  readonly policy: PolicyDocument;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly periodOf: (text: string) => string | undefined;
  readonly date: string | undefined;
  /** Persons that the test names; undefined where it names none, so that there are as many as values are given. */
  readonly people: number | undefined;
};

const problemsAt = (places: ReadonlyMap<string, TextPlace>, found: readonly Problem[], fallback: TextPlace): PlacedProblem[] =>
  found.map(({ pointer = '', ...problem }) => {
    let parts = pointerParts(pointer);
    while (parts.length > 0 && !places.has(pointerTo('', ...parts))) parts = parts.slice(0, -1);
    return { ...problem, ...(places.get(pointerTo('', ...parts)) ?? fallback) };
  });

export class YamlUnit {
  readonly problems: PlacedProblem[] = [];
  private readonly options: UnitOptions;
  private size: number | undefined;
  private readonly facts: Record<string, ExactJson> = Object.create(null);
  private readonly rows = new Map<string, Record<string, ExactJson>[]>();
  private readonly overrides: Record<string, ExactJson> = Object.create(null);
  private readonly overridesByRow = new Map<string, { readonly place: TextPlace; readonly values: (ExactJson | undefined)[] }>();
  private readonly places = new Map<string, TextPlace>();

  constructor(options: UnitOptions) {
    this.options = options;
    this.size = options.people;
  }

  private note(place: TextPlace, message: string, rest: Partial<Problem> = {}): void {
    this.problems.push({ ...rest, ...place, message });
  }

  private variable({ name, entry }: Assignment): Variable | undefined {
    const { variables } = this.options;
    const variable = variables.get(name);
    if (variable === undefined) {
      this.note(entry.place, `${JSON.stringify(name)} is no input or decision of the policy`, didYouMean(name, [...variables.keys()]));
    }
    return variable;
  }

  /** The value for the test's period, where values are given by period. */
  private inPeriod(node: YamlNode, place: TextPlace): YamlNode | undefined {
    if (node.kind !== 'map' || !isDated(node)) return node;
    const { periodOf, date } = this.options;
    const found = node.entries.find(({ key }) => date !== undefined && periodOf(key) === date);
    if (found === undefined || node.entries.length > 1) this.note(place, 'the value is given for another period than that of the test');
    return found?.value;
  }

  /** A decision that is a list: its items, or a plain null. */
  private givenList({ name, entry, person }: Assignment, { items }: ListType, node: YamlNode): readonly Given[] {
    const scalars = node.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item] : [])) : [];
    const isNull = node.kind === 'scalar' && yamlJson(node, items) === null;
    if (person !== undefined) this.note(entry.place, `"${name}" is of the unit, and not of a person`);
    else if (isNull) return [{ row: undefined, json: null, place: entry.place }];
    else if (node.kind !== 'list' || scalars.length < node.items.length) {
      this.note(entry.place, `"${name}" is a list`, { expected: 'a list of plain values, such as [1, 2], or [] for none' });
    } else return [{ row: undefined, json: scalars.map((scalar) => yamlJson(scalar, items)), place: entry.place }];
    return [];
  }

  private given(assignment: Assignment, { type, list }: Variable): readonly Given[] {
    const { name, entry, person, isOfGroup } = assignment;
    const node = this.inPeriod(entry.value, entry.place);
    if (node === undefined) return [];
    if (type.type === 'list') return this.givenList(assignment, type, node);
    const items = node.kind === 'list' ? node.items : [node];
    const scalars = items.flatMap((item) => (item.kind === 'scalar' ? [item] : []));
    if (scalars.length < items.length || (scalars.length === 0 && list === undefined)) {
      this.note(entry.place, `"${name}" has no plain value`);
      return [];
    }
    const given = scalars.map((scalar) => ({ json: yamlJson(scalar, type), place: node.kind === 'list' ? scalar.place : entry.place }));
    if (list === undefined) {
      if (person !== undefined) this.note(entry.place, `"${name}" is of the unit, and not of a person`);
      else if (given.length > 1) this.note(entry.place, `"${name}" has one value, and ${given.length} are given`);
      else return given.map((own) => ({ ...own, row: undefined }));
      return [];
    }
    if (isOfGroup) {
      this.note(entry.place, `"${name}" is of persons, and not of a group`);
      return [];
    }
    if (person !== undefined) {
      if (given.length > 1) this.note(entry.place, `"${name}" has one value for a person, and ${given.length} are given`);
      return given.slice(0, 1).map((own) => ({ ...own, row: person }));
    }
    this.size ??= given.length;
    if (given.length !== this.size) {
      this.note(entry.place, `"${name}" has ${given.length} value${given.length === 1 ? '' : 's'} for ${this.size} persons`);
      return [];
    }
    return given.map((own, row) => ({ ...own, row }));
  }

  give(assignment: Assignment): void {
    const variable = this.variable(assignment);
    if (variable === undefined) return;
    const { name } = assignment;
    for (const { row, json, place } of this.given(assignment, variable)) {
      const isTwice = variable.kind === 'fact' ? this.fact(name, variable, row, json, place) : this.override(name, row, json, place);
      if (isTwice) this.note(place, `"${name}" is given twice`);
    }
  }

  private fact(name: string, { list }: Variable, row: number | undefined, json: ExactJson, place: TextPlace): boolean {
    if (row === undefined || list === undefined) {
      const isTwice = Object.hasOwn(this.facts, name);
      this.facts[name] = json;
      this.places.set(pointerTo('', name), place);
      return isTwice;
    }
    const rows = this.rows.get(list) ?? [];
    const member = rows[row] ?? Object.create(null);
    rows[row] = member;
    this.rows.set(list, rows);
    const isTwice = Object.hasOwn(member, name);
    member[name] = json;
    this.places.set(pointerTo('', list, row, name), place);
    return isTwice;
  }

  private override(name: string, row: number | undefined, json: ExactJson, place: TextPlace): boolean {
    this.places.set(row === undefined ? pointerTo('/override', name) : pointerTo('/override', name, row), place);
    if (row === undefined) {
      const isTwice = Object.hasOwn(this.overrides, name);
      this.overrides[name] = json;
      return isTwice;
    }
    const column = this.overridesByRow.get(name) ?? { place, values: [] };
    this.overridesByRow.set(name, column);
    const isTwice = column.values[row] !== undefined;
    column.values[row] = json;
    return isTwice;
  }

  /** The facts and the given decisions, once all assignments of the input are made. `place`: that of the test. */
  read(place: TextPlace): Pick<TestCase, 'inputs' | 'overrides'> {
    const { policy } = this.options;
    const given: Record<string, ExactJson> = { ...this.facts };
    for (const [list, input] of Object.entries(policy.inputs)) {
      const rows = this.rows.get(list);
      if (input.type !== 'list' || (rows === undefined && this.size === undefined)) continue;
      given[list] = Array.from({ length: this.size ?? 0 }, (_, row) => rows?.[row] ?? {});
    }
    for (const [name, { values, place: at }] of this.overridesByRow) {
      const all = Array.from({ length: this.size ?? 0 }, (_, row) => values[row]);
      if (all.includes(undefined)) this.note(at, `"${name}" is given for some persons only`, { expected: 'a value for each person' });
      this.overrides[name] = all.map((value) => value ?? null);
    }
    const { inputs, problems } = readCase(policy, given);
    const { overrides, problems: found } = readOverrides(policy, this.overrides, inputs, '/override');
    this.problems.push(...problemsAt(this.places, [...problems, ...found], place));
    return { inputs, overrides };
  }

  /** What an assignment of the output expects. */
  expect(assignment: Assignment): readonly Expectation[] {
    const { name, entry } = assignment;
    const variable = this.variable(assignment);
    if (variable === undefined) return [];
    if (variable.kind === 'fact') {
      this.note(entry.place, `"${name}" is an input of the policy, and nothing that it decides`);
      return [];
    }
    const { of: _, ...decision } = this.options.policy.decisions[name] as Decision;
    return this.given(assignment, variable).flatMap(({ row, json, place }): Expectation[] => {
      const read = json === null ? { value: absent(name) } : readDecisionValue(decision, json, name, '');
      if ('problems' in read) {
        this.problems.push(...problemsAt(new Map(), read.problems, place));
        return [];
      }
      return [{ decision: name, ...(row === undefined ? {} : { row }), value: read.value, json: decisionJson(decision, read.value) }];
    });
  }
}
