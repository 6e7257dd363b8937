/** All built-in functions by name. */
import type { Builtin } from './builtin.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [NUMBER_FUNCTIONS, LIST_FUNCTIONS, TEXT_FUNCTIONS, DATE_FUNCTIONS, CONVERSION_FUNCTIONS].flat().map((builtin) => [builtin.name, builtin]),
);
