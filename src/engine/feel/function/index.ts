/** All built-in functions by name. */
import { AGGREGATE_FUNCTIONS } from './aggregate-functions.ts';
import type { Builtin } from './builtin.ts';
import { CONTEXT_FUNCTIONS } from './context-functions.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { PATTERN_FUNCTIONS } from './pattern-functions.ts';
import { RANGE_FUNCTIONS } from './range-functions.ts';
import { TEMPORAL_FUNCTIONS } from './temporal-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

const ALL: readonly (readonly Builtin[])[] = [
  NUMBER_FUNCTIONS,
  AGGREGATE_FUNCTIONS,
  LIST_FUNCTIONS,
  TEXT_FUNCTIONS,
  PATTERN_FUNCTIONS,
  DATE_FUNCTIONS,
  TEMPORAL_FUNCTIONS,
  RANGE_FUNCTIONS,
  CONTEXT_FUNCTIONS,
  CONVERSION_FUNCTIONS,
];

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(ALL.flat().map((builtin) => [builtin.name, builtin]));
