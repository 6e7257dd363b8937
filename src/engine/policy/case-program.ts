/** What `compilePolicy` prepares for the evaluation of cases: decisions with their slots, and where every name is read from. */
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Context, Value } from '../model/value.ts';
import type { Logic } from './compile-logic.ts';
import type { ParameterAt } from './parameter-value.ts';

/** What is read from of a case while one of its expressions runs. */
export type CaseValues = {
  readonly inputs: Context;
  /** Index of the member whose expression is running. */
  readonly row: number;
  /** The members of a list, with the decisions that the running expression reads of them. */
  rows(list: string): Value;
  /** A field of the member at `row`. */
  field(list: string, name: string): Value;
  decide(node: DecisionNode): Value;
  decideMember(node: DecisionNode, row: number): Value;
};

/** Where a name is read from. */
export type NameReader = (values: CaseValues) => Value;

export type DecisionNode = {
  readonly name: string;
  /** Place among the values of a case, in the order of dependence. */
  readonly slot: number;
  /** The list for whose members this is decided. */
  readonly list: string | undefined;
  readonly label: string | undefined;
  /** Nothing where the decision has no logic yet at the date. */
  readonly logic: Logic | undefined;
  /** By list: the decisions of its members that the logic reads as fields. */
  readonly rows: ReadonlyMap<string, readonly DecisionNode[]>;
  /** Names of all decisions that the logic reads. */
  readonly reads: readonly string[];
  readonly date: string;
};

export type Program = {
  readonly policy: PolicyDocument;
  /** In the order of dependence. */
  readonly nodes: ReadonlyMap<string, DecisionNode>;
  readonly readers: ReadonlyMap<string, NameReader>;
  /** By list: the readers of its members' expressions, those of the unit included. */
  readonly memberReaders: ReadonlyMap<string, ReadonlyMap<string, NameReader>>;
  /** By list: the names of its members' fields. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly parameters: ReadonlyMap<string, ParameterAt>;
  /** What `period` is. */
  readonly period: Context;
};
