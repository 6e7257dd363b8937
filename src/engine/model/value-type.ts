/** The declared types of policy inputs, decisions and population columns, as they stand in documents. */

export type DecimalType = {
  readonly type: 'decimal';
  /** Digits after the point that a value may have; without it any exact rational is accepted ("2500/12"). */
  readonly scale?: number;
  readonly min?: string;
  readonly max?: string;
};
export type IntegerType = { readonly type: 'integer'; readonly min?: number | string; readonly max?: number | string };
export type BooleanType = { readonly type: 'boolean' };
export type EnumType = { readonly type: 'enum'; readonly values: readonly string[] };
export type StringType = { readonly type: 'string' };
/** ISO 8601 calendar date, "2025-03-01". */
export type DateType = { readonly type: 'date'; readonly min?: string; readonly max?: string };

/** ISO 8601 texts: "10:30:00", "2025-03-01T10:30:00@Europe/Paris", "P1Y6M", "P10DT12H". */
export type TemporalType = { readonly type: 'time' | 'date and time' | 'years and months duration' | 'days and time duration' };

export type ScalarType = DecimalType | IntegerType | BooleanType | EnumType | StringType | DateType | TemporalType;

/** A list of values of one type, of which decisions may be. Members are no such list: see `ListInput`. */
export type ListType = { readonly type: 'list'; readonly items: ScalarType };

export type Described = {
  readonly label?: string;
  /** Unit of measure, for people: "EUR", "years". */
  readonly unit?: string;
  readonly source?: string;
};

export type ScalarInput = ScalarType & Described & { readonly nullable?: boolean };
/** A list input: the members of the unit, each with these fields. */
export type ListInput = Described & { readonly type: 'list'; readonly of: { readonly [field: string]: ScalarInput } };
export type InputType = ScalarInput | ListInput;
export type InputTypes = { readonly [name: string]: InputType };
