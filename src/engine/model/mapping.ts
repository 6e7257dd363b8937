/** How a CSV source becomes a population: a FEEL expression over the source's columns for every input. */
import type { ScalarInput, ScalarType } from './value-type.ts';

export type Mapping = {
  readonly kind: 'mapping';
  readonly id?: string;
  readonly title?: string;
  readonly units: {
    /** Source column whose text identifies the unit. */
    readonly key: string;
    /** `each`: every row is a unit and a repeated key is a mistake. `first`: rows with the same key are one unit and the first speaks. */
    readonly rows?: 'each' | 'first';
    /** Types of source columns used in compound expressions. A column used alone is read as the input's own type; any other is text. */
    readonly columns?: { readonly [column: string]: ScalarType };
  };
  readonly members?: {
    /** Source column of the members' file that holds the unit's key. */
    readonly key: string;
    readonly columns?: { readonly [column: string]: ScalarType };
    /** FEEL over the columns of the members' file, by member field. */
    readonly fields: { readonly [field: string]: string };
  };
  /** FEEL over the columns of the units' file and `members` (the mapped members), by input. */
  readonly inputs: { readonly [input: string]: string };
  /** Columns kept for grouping only, which no policy asks for. */
  readonly extra?: { readonly [name: string]: ScalarInput & { readonly feel: string } };
  /** Cell texts that mean "no value"; the empty cell always does. */
  readonly nulls?: readonly string[];
};
