/** A policy and a reform as JSON documents. Schemas: templates/schema/policy.schema.json, reform.schema.json. */
import type { Json, JsonObject } from './json.ts';
import type { Described, EnumType, InputTypes, ListType, ScalarType } from './value-type.ts';

/** DMN 1.5, 8.2.8 and 8.2.11. */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
/** What COLLECT makes of the collected values. */
export type TableAggregator = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export type DecisionTable = {
  readonly hitPolicy: HitPolicy;
  /** With COLLECT: what is made of the values of all rules that apply. */
  readonly aggregator?: TableAggregator;
  /** FEEL expressions, one per input column. */
  readonly inputs: readonly string[];
  readonly rules: readonly {
    /** FEEL unary tests, one per input column; "-" matches all. */
    readonly when: readonly string[];
    /** A FEEL expression; in a table of an enum decision a bare value name means that value. Where the table gives a list, one item of it. */
    readonly then: string;
    readonly note?: string;
  }[];
  /** With PRIORITY and OUTPUT ORDER: the values that rules give, the one that goes before all others first. Without it an enum decision's values stand in their order. */
  readonly precedence?: readonly string[];
  /** What holds where no rule applies, written as "then" is: where the table gives a list, its only item. */
  readonly otherwise?: string;
};

export type DecisionLogic = { readonly feel: string } | { readonly table: DecisionTable };

export type Decision = (ScalarType | ListType) &
  Described &
  Partial<{ readonly feel: string; readonly table: DecisionTable }> & {
    /** Name of the list input whose members this is decided for, one value per member. Lists are decided for the unit only. */
    readonly of?: string;
    /** The decision may lack a value by design, such as a table that leaves cases open. */
    readonly nullable?: boolean;
    /** Logic from a date on; before the first date the decision's own logic holds. */
    readonly from?: { readonly [date: string]: DecisionLogic };
  };

/** Amounts as text; a JSON number only for an integer. */
export type ParameterValue = string | boolean | number;

/** Values by their first key, below it by the next, as many levels as the parameter has keys. */
export type KeyedValues = { readonly [key: string]: ParameterValue | KeyedValues };

export type Parameter = Exclude<ScalarType, EnumType> &
  Described & {
    /** Names of the inputs or decisions that pick the value, the outer key first. Without it each date has one value. */
    readonly by?: string | readonly string[];
    /** The value of 1 January holds for the whole year. Without it a value holds from its date on. */
    readonly heldFor?: 'year';
    readonly values: { readonly [date: string]: ParameterValue | KeyedValues };
  };

/** A function that expressions of the policy may call: a business knowledge model, in DMN's words. */
export type PolicyFunction = ScalarType &
  Described & {
    /** In the order of a call's arguments. */
    readonly parameters: readonly (ScalarType & Described & { readonly name: string })[];
    /** Reads its parameters, the parameters of the policy and the period; no facts and no decisions. */
    readonly feel: string;
  };

export type PolicyTest = {
  readonly name: string;
  readonly date: string;
  readonly given: JsonObject;
  readonly override?: JsonObject;
  readonly expect: { readonly [decision: string]: Json };
};

export type PolicyDocument = {
  readonly kind: 'policy';
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description?: string;
  readonly source?: string;
  /** What one case is: "household". */
  readonly unit: string;
  /** What one evaluation covers. A case is evaluated for the period that starts on the given date. */
  readonly period: 'month' | 'year';
  readonly inputs: InputTypes;
  readonly parameters: { readonly [name: string]: Parameter };
  readonly functions?: { readonly [name: string]: PolicyFunction };
  readonly decisions: { readonly [name: string]: Decision };
  /** The enum decision that is the case's outcome. */
  readonly outcome: string;
  /** The decimal decisions that are money paid or owed, summed as cost. The first is the one gainers and losers are judged by. */
  readonly amounts: readonly string[];
  readonly tests: readonly PolicyTest[];
};

export type ReformDocument = {
  readonly kind: 'reform';
  readonly id: string;
  readonly version?: string;
  readonly title: string;
  readonly description?: string;
  readonly of: { readonly policy: string; readonly version: string };
  /** RFC 7396 merge patch on the policy document. */
  readonly patch: JsonObject;
};

/** How a policy's tests came out. */
export type PolicyTestReport = {
  readonly passed: number;
  readonly total: number;
  readonly results: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly differences: readonly { readonly decision: string; readonly expected: Json; readonly actual: Json }[];
  }[];
};
