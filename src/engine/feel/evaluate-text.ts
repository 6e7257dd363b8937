/** Evaluates one expression over untyped data: the types are those of the data. */
import type { Problem } from '../model/problem.ts';
import type { NullCause, Value } from '../model/value.ts';
import { compileExpression, type Mode } from './compile.ts';
import type { Clock } from './function/builtin.ts';
import { isExactObject, parseExactJson, valueOfJson } from './json-value.ts';
import { absent } from './null-of.ts';
import { typeOfValue } from './value-type.ts';

/** `warnings`: causes of the nulls that conformance mode made on the way. */
export type Evaluated = { readonly value: Value; readonly warnings: readonly NullCause[] } | { readonly problems: readonly Problem[] };

type Data = { readonly values: ReadonlyMap<string, Value> } | { readonly problems: readonly Problem[] };

const readData = (contextJson: string | undefined): Data => {
  if (contextJson === undefined) return { values: new Map() };
  const parsed = parseExactJson(contextJson);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const { json } = parsed;
  if (!isExactObject(json)) {
    return { problems: [{ message: 'the context is no JSON object', expected: '{ "name": value, … }' }] };
  }
  return { values: new Map(Object.entries(json).map(([name, item]) => [name, valueOfJson(item, name)])) };
};

/** `contextJson`: the text of a JSON object from name to value. A name that it does not have is a mistake in both modes. `clock`: for `now` and `today`. */
export const evaluateText = (source: string, contextJson?: string, mode: Mode = 'typed', clock?: Clock): Evaluated => {
  const data = readData(contextJson);
  if ('problems' in data) return data;
  const names = new Map([...data.values].map(([name, value]) => [name, typeOfValue(value)]));
  const { expression, problems, unknownNames = [] } = compileExpression(source, { names }, undefined, mode);
  if (expression === undefined || unknownNames.length > 0) return { problems: [...problems, ...unknownNames] };
  const lookup = (name: string): Value => data.values.get(name) ?? absent(name);
  const warnings: NullCause[] = [];
  return { value: expression.evaluate({ lookup, warnings, clock }), warnings };
};
