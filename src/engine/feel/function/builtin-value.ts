/** A built-in function as a value: one that is passed by its name, as in `sort(list, before)`. */
import { FunctionValue } from '../../model/value.ts';
import type { Builtin } from './builtin.ts';
import { callBuiltin } from './call-builtin.ts';

/** Its parameters are those of its first form. */
export const builtinValue = (builtin: Builtin): FunctionValue =>
  new FunctionValue(
    (builtin.overloads[0]?.parameters ?? []).map(({ name }) => name),
    (values, at) =>
      callBuiltin(
        builtin,
        values.map((value) => ({ value })),
        at,
      ),
  );
