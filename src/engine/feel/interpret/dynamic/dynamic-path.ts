/** Fields and properties by the kinds of the values. */

import { type Context, isContext, isList, Null, type Value } from '../../../model/value.ts';
import type { Dynamic } from '../../dynamic.ts';
import { kindText, nullOf } from '../../null-of.ts';
import { plainName } from '../../parser.ts';
import { propertyOf } from '../../property.ts';
import type { Typed } from '../../typed.ts';
import type { Compiler } from '../compiler.ts';
import { fault } from '../fault.ts';
import { type Frame, type Run, tooManyItems, visits } from '../frame.ts';

type Of<F extends Dynamic<Typed>['form']> = Extract<Dynamic<Typed>, { readonly form: F }>;

/** Own fields only, so that no name reaches a prototype. The source's spacing of a name may differ from the field's: "net  income". */
const fieldOf = (context: Context, field: string): Value | undefined => {
  if (Object.hasOwn(context, field)) return context[field];
  const name = Object.keys(context).find((candidate) => plainName(candidate) === field);
  return name === undefined ? undefined : context[name];
};

/** Lists within lists are read through, one by one (DMN 1.5, 10.3.2.5). */
const read = (frame: Frame, value: Value, field: string, at: string): Value => {
  if (value instanceof Null) return value;
  if (isContext(value)) return fieldOf(value, field) ?? nullOf('absent', at, `there is no "${field}"`);
  if (!isList(value)) return propertyOf(value, field, at) ?? fault(frame, at, `${kindText(value)} has no "${field}"`);
  return visits(frame, value.length) ? value.map((item) => read(frame, item, field, at)) : tooManyItems(at);
};

export const compilePath = ({ compile }: Compiler, { of, field }: Of<'path'>, at: string): Run => {
  const value = compile(of);
  return (frame) => read(frame, value(frame), field, at);
};

export const compileItemField = ({ compile }: Compiler, { slot, field, otherwise }: Of<'item-field'>): Run => {
  const outer = compile(otherwise);
  return (frame) => {
    const item = frame.slots[slot];
    return (item !== undefined && isContext(item) ? fieldOf(item, field) : undefined) ?? outer(frame);
  };
};
