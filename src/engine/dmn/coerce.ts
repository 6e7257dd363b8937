/** Fits values to declared types: the implicit conversions of DMN 1.5, 10.3.2.9.4, else null with its cause. */
import { coerced } from '../feel/index.ts';
import { FunctionValue, isContext, isList, Null, type Value } from '../model/value.ts';
import { type DataType, feelTypeOf } from './data-type.ts';

/** Whether a value of the type's structure has only values that its parts allow. */
const isAllowed = (value: Value, type: DataType): boolean => {
  if (value instanceof Null) return true;
  switch (type.kind) {
    case 'plain':
      return true;
    case 'function':
      return value instanceof FunctionValue;
    case 'list':
      return !isList(value) || value.every((item) => isAllowed(item, type.of));
    case 'context':
      return !isContext(value) || [...type.fields].every(([name, field]) => isAllowed(value[name] as Value, field));
    case 'constrained':
      return isAllowed(value, type.of) && type.accepts(value);
  }
};

/** `at` names what the value is for. A null conforms to every type, and a context may have more entries than its type names. */
export const coerce = (value: Value, type: DataType, at: string): Value => {
  const fitting = coerced(value, feelTypeOf(type));
  if (fitting !== undefined && isAllowed(fitting, type)) return fitting;
  return new Null({ kind: 'error', at, message: `the value of "${at}" is not of its declared type, or not one that it allows` });
};
