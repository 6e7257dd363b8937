/** The names that a policy declares and their types, read from a document that may still have mistakes. */
import { BUILTINS } from '../feel/function/index.ts';
import { contextOf, DATE, type FeelType, listOf, NUMBER, type Scope, typeOfScalar, UNKNOWN } from '../feel/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { ScalarType } from '../model/value-type.ts';
import { parameterCells, pickerNames } from './parameter-keys.ts';
import { PolicyFunctions } from './policy-functions.ts';

export type Declaration = {
  readonly kind: 'input' | 'list' | 'field' | 'parameter' | 'decision' | 'function';
  readonly name: string;
  readonly pointer: string;
  /** What is declared, as it stands in the document. */
  readonly json: JsonObject;
  /** The list whose members a field belongs to, or a decision is made for. */
  readonly list?: string;
  /** Unknown where the declaration has a mistake, so that nobody who reads the name is blamed for it. */
  readonly type: FeelType;
};

export type Declarations = {
  /** What every expression may read: inputs, parameters and the decisions of the unit. */
  readonly unit: ReadonlyMap<string, Declaration>;
  /** By list: fields and decisions of its members. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, Declaration>>;
  /** What every expression may call. */
  readonly functions: ReadonlyMap<string, Declaration>;
};

/** The context every expression may read beside what the policy declares: the period that is evaluated. */
export const PERIOD = 'period';
const PERIOD_TYPE = contextOf(
  [
    ['start', DATE],
    ['year', NUMBER],
    ['month', NUMBER],
  ],
  PERIOD,
);

/** Words that FEEL gives a meaning of its own; `item` is the member in a filter. */
const RESERVED = new Set(
  `${PERIOD} item partial true false null and or not if then else for in return some every satisfies between instance of function external`.split(
    ' ',
  ),
);

const textsOf = (json: Json | undefined): readonly string[] | undefined =>
  Array.isArray(json) && json.every((item) => typeof item === 'string') ? json : undefined;

const TYPES = new Set([
  'decimal',
  'integer',
  'boolean',
  'string',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
]);

/** The FEEL type of what declares a scalar type. Decimals and integers are both numbers. */
const feelTypeOf = (json: JsonObject): FeelType => {
  const isWhole = (typeof json.type === 'string' && TYPES.has(json.type)) || (json.type === 'enum' && textsOf(json.values) !== undefined);
  return isWhole ? typeOfScalar(json as ScalarType) : UNKNOWN;
};

/** Of a list whose items have a mistake nobody is blamed for what the items are. */
const decisionType = (json: JsonObject): FeelType =>
  json.type === 'list' ? listOf(isJsonObject(json.items) ? feelTypeOf(json.items) : UNKNOWN) : feelTypeOf(json);

/** A table by several keys is a table of tables. Each level has every key that stands there under some other key at some date. */
const parameterType = (json: JsonObject): FeelType => {
  const { length: depth } = pickerNames(json.by);
  const cells = isJsonObject(json.values) ? parameterCells(json.values, depth) : [];
  let type = feelTypeOf(json);
  for (let level = depth - 1; level >= 0; level--) {
    type = { kind: 'keyed', of: type, keys: [...new Set(cells.flatMap(({ keys }) => keys.slice(level, level + 1)))] };
  }
  return type;
};

const entriesOf = (section: Json | undefined): [string, JsonObject][] =>
  isJsonObject(section) ? Object.entries(section).map(([name, json]) => [name, isJsonObject(json) ? json : {}]) : [];

const KIND_WORDS: Readonly<Record<Declaration['kind'], string>> = {
  input: 'an input',
  list: 'a list input',
  field: 'a field of the members',
  parameter: 'a parameter',
  decision: 'a decision',
  function: 'a function',
};

class Declarer {
  readonly problems: Problem[] = [];
  readonly unit = new Map<string, Declaration>();
  readonly lists = new Map<string, Map<string, Declaration>>();
  readonly functions = new Map<string, Declaration>();

  declare(declaration: Declaration, inner?: Map<string, Declaration>): void {
    const { name, pointer, kind } = declaration;
    const earlier = inner?.get(name) ?? this.unit.get(name);
    if (RESERVED.has(name)) {
      this.problems.push({ pointer, message: `"${name}" has a meaning of its own in expressions`, expected: 'another name' });
    } else if (earlier !== undefined) {
      const message = `"${name}" is declared twice: as ${KIND_WORDS[earlier.kind]} and as ${KIND_WORDS[kind]}`;
      this.problems.push({ pointer, message, expected: `another name than that at ${earlier.pointer}` });
    } else {
      (inner ?? this.unit).set(name, declaration);
    }
  }

  list(name: string, pointer: string, json: JsonObject): void {
    this.declare({ kind: 'list', name, pointer, json, type: UNKNOWN });
    this.lists.set(name, new Map());
  }

  function(name: string, pointer: string, json: JsonObject): void {
    if (BUILTINS.has(name)) {
      this.problems.push({ pointer, message: `"${name}" is a function of FEEL`, expected: 'another name' });
      return;
    }
    this.declare({ kind: 'function', name, pointer, json, type: feelTypeOf(json) }, this.functions);
  }

  decision(name: string, pointer: string, json: JsonObject): void {
    const type = decisionType(json);
    if (json.of !== undefined && json.type === 'list') {
      this.problems.push({
        pointer: pointerTo(pointer, 'of'),
        message: 'a list is decided for the unit, and not for each member',
        expected: 'no "of", or a decision of one value for each member',
      });
    }
    const inner = typeof json.of === 'string' ? this.lists.get(json.of) : undefined;
    if (json.of === undefined) this.declare({ kind: 'decision', name, pointer, json, type });
    else if (inner !== undefined) this.declare({ kind: 'decision', name, pointer, json, type, list: json.of as string }, inner);
  }
}

/**
 * Reads the declarations. Names are declared in the order inputs, parameters, decisions, fields, functions: of two that clash the later is
 * the mistake. Inside of a list's members no name of the unit may be used again: an expression there reads both.
 */
export const readDeclarations = (document: JsonObject): { readonly declarations: Declarations; readonly problems: readonly Problem[] } => {
  const declarer = new Declarer();
  const inputs = entriesOf(document.inputs);
  for (const [name, json] of inputs) {
    const pointer = pointerTo('/inputs', name);
    // Fields make a list, also where its type is misspelt.
    if (json.type === 'list' || isJsonObject(json.of)) declarer.list(name, pointer, json);
    else declarer.declare({ kind: 'input', name, pointer, json, type: feelTypeOf(json) });
  }
  for (const [name, json] of entriesOf(document.parameters)) {
    declarer.declare({ kind: 'parameter', name, pointer: pointerTo('/parameters', name), json, type: parameterType(json) });
  }
  const decisions = entriesOf(document.decisions);
  const declareDecisions = (ofMembers: boolean): void => {
    for (const [name, json] of decisions) {
      if ((json.of !== undefined) === ofMembers) declarer.decision(name, pointerTo('/decisions', name), json);
    }
  };
  declareDecisions(false);
  for (const [list, json] of inputs) {
    const inner = declarer.lists.get(list);
    if (inner === undefined) continue;
    for (const [name, field] of entriesOf(json.of)) {
      const pointer = pointerTo('/inputs', list, 'of', name);
      declarer.declare({ kind: 'field', name, pointer, json: field, list, type: feelTypeOf(field) }, inner);
    }
  }
  declareDecisions(true);
  for (const [name, json] of entriesOf(document.functions)) declarer.function(name, pointerTo('/functions', name), json);
  const { unit, lists, functions } = declarer;
  return { declarations: { unit, lists, functions }, problems: declarer.problems };
};

export type Scopes = {
  readonly unit: Scope;
  readonly functions: PolicyFunctions;
  /** What an expression of a member's decision may read. */
  readonly ofMember: ReadonlyMap<string, Scope>;
};

/**
 * The scopes of the unit's and the members' expressions. Member decisions stand as fields of the members in both. A list whose
 * fields cannot be read is of an unknown type, and its members have no scope.
 */
export const scopesOf = ({ unit, lists, functions: declared }: Declarations): Scopes => {
  const names = new Map<string, FeelType>([[PERIOD, PERIOD_TYPE]]);
  const figures = new Map(names);
  for (const { kind, name, type } of unit.values()) if (kind === 'parameter') figures.set(name, type);
  const functions = new PolicyFunctions({ functions: declared, names: figures, typeOf: feelTypeOf });
  for (const { name, type } of unit.values()) names.set(name, type);
  const ofMember = new Map<string, Scope>();
  const known = [...lists].filter(([list]) => isJsonObject(unit.get(list)?.json.of));
  for (const [list, inner] of known) {
    names.set(
      list,
      listOf(
        contextOf(
          [...inner.values()].map(({ name, type }) => [name, type] as const),
          list,
        ),
      ),
    );
  }
  for (const [list, inner] of known) {
    const inside = [...inner.values()].map(({ name, type }) => [name, type] as const);
    ofMember.set(list, { names: new Map([...names, ...inside]), functions });
  }
  return { unit: { names, functions }, functions, ofMember };
};
