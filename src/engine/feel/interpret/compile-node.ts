/** The typed tree compiled to closures: walked once, run many times. */
import { civilOf, weekdayOf } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { assertNever } from '../../model/problem.ts';
import { CalendarDate, isContext, isList, Null, type Value } from '../../model/value.ts';
import { wholeNumber } from '../function/builtin.ts';
import { itemIndex } from '../function/list-functions.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { propertyOf } from '../property.ts';
import type { DatePart, Typed } from '../typed.ts';
import { compileCall } from './compile-call.ts';
import { compileFunction, compileInstanceOf, compileInvoke } from './compile-function.ts';
import { compileInline } from './compile-inline.ts';
import { compileFilter, compileFor, compileQuantified } from './compile-iteration.ts';
import { compileKeyed } from './compile-keyed.ts';
import { compileIf, compileJunction, compileNot } from './compile-logic.ts';
import { compileArithmetic, compileCompare, compileJoin, compileTemporal } from './compile-operator.ts';
import { compileRange } from './compile-range.ts';
import { compileIn } from './compile-test.ts';
import type { Compiler } from './compiler.ts';
import { compileDynamic } from './dynamic/compile-dynamic.ts';
import { type Run, tooManyItems, traceOf, visits } from './frame.ts';
import { canNest, withinSize } from './value-size.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;

/** Closures with tracing are made apart from those without, so that the usual evaluation pays nothing for it. */
export const compilerFor = (source: string, traced: boolean): Compiler => {
  const compiler: Compiler = {
    traced,
    textOf: (range) => source.slice(range.from, range.to),
    compile: (typed) => compileNode(compiler, typed),
  };
  return compiler;
};

const compileNode = (compiler: Compiler, typed: Typed): Run => {
  switch (typed.node) {
    case 'literal': {
      const { value } = typed;
      return () => value;
    }
    case 'name':
      return compileName(compiler, typed);
    case 'local': {
      const { slot } = typed;
      return ({ slots }) => slots[slot] as Value;
    }
    case 'field':
      return compileField(compiler, typed);
    case 'project':
      return compileProject(compiler, typed);
    case 'date-part':
      return compileDatePart(compiler, typed);
    case 'keyed':
      return compileKeyed(compiler, typed);
    case 'negate':
      return compileNegate(compiler, typed);
    case 'arithmetic':
      return compileArithmetic(compiler, typed);
    case 'temporal':
      return compileTemporal(compiler, typed);
    case 'property':
      return compileProperty(compiler, typed);
    case 'join':
      return compileJoin(compiler, typed);
    case 'compare':
      return compileCompare(compiler, typed);
    case 'is-null': {
      const of = compiler.compile(typed.of);
      const { negated } = typed;
      return (frame) => of(frame) instanceof Null !== negated;
    }
    case 'and':
    case 'or':
      return compileJunction(compiler, typed);
    case 'not':
      return compileNot(compiler, typed);
    case 'if':
      return compileIf(compiler, typed);
    case 'in':
      return compileIn(compiler, typed);
    case 'list':
      return compileList(compiler, typed);
    case 'context':
      return compileContext(compiler, typed);
    case 'filter':
      return compileFilter(compiler, typed);
    case 'item-at':
      return compileItemAt(compiler, typed);
    case 'for':
      return compileFor(compiler, typed);
    case 'quantified':
      return compileQuantified(compiler, typed);
    case 'call':
      return compileCall(compiler, typed);
    case 'inline':
      return compileInline(compiler, typed, compilerFor(typed.source, compiler.traced));
    case 'range':
      return compileRange(compiler, typed);
    case 'function':
      return compileFunction(compiler, typed);
    case 'invoke':
      return compileInvoke(compiler, typed);
    case 'instance-of':
      return compileInstanceOf(compiler, typed);
    case 'dynamic':
      return compileDynamic(compiler, typed.meaning, typed.range);
    default:
      return assertNever(typed);
  }
};

const compileName = ({ traced, textOf }: Compiler, { name, range }: Of<'name'>): Run => {
  if (!traced) return ({ environment }) => environment.lookup(name);
  const text = textOf(range);
  return (frame) => {
    const value = frame.environment.lookup(name);
    traceOf(frame).read({ kind: 'name', name, value, text });
    return value;
  };
};

/** Reads an own field only, so that no name reaches a prototype. */
const readField = (context: Value, field: string, at: string): Value => {
  if (!isContext(context)) return propertyOf(context, field, at) ?? wrongKind(context, 'a context', at);
  return Object.hasOwn(context, field) ? (context[field] as Value) : nullOf('absent', at, `there is no "${field}"`);
};

const compileField = ({ compile, traced, textOf }: Compiler, { of, field, range }: Of<'field'>): Run => {
  const context = compile(of);
  const text = textOf(range);
  if (!traced) return (frame) => readField(context(frame), field, text);
  return (frame) => {
    const value = readField(context(frame), field, text);
    traceOf(frame).read({ kind: 'field', name: field, value, text });
    return value;
  };
};

const compileProject = ({ compile, traced, textOf }: Compiler, { of, field, range }: Of<'project'>): Run => {
  const list = compile(of);
  const text = textOf(range);
  const project: Run = (frame) => {
    const items = list(frame);
    if (!isList(items)) return wrongKind(items, 'a list', text);
    return visits(frame, items.length) ? items.map((item) => readField(item, field, text)) : tooManyItems(text);
  };
  if (!traced) return project;
  return (frame) => {
    const value = project(frame);
    traceOf(frame).read({ kind: 'field', name: field, value, text });
    return value;
  };
};

const compileProperty = ({ compile, textOf }: Compiler, { of, property, range }: Of<'property'>): Run => {
  const whole = compile(of);
  const text = textOf(range);
  return (frame) => {
    const value = whole(frame);
    return propertyOf(value, property, text) ?? wrongKind(value, `a value with "${property}"`, text);
  };
};

const PARTS: Readonly<Record<DatePart, (date: CalendarDate) => number>> = {
  year: (date) => civilOf(date).year,
  month: (date) => civilOf(date).month,
  day: (date) => civilOf(date).day,
  weekday: weekdayOf,
};

const compileDatePart = ({ compile, textOf }: Compiler, { of, part, range }: Of<'date-part'>): Run => {
  const date = compile(of);
  const text = textOf(range);
  const read = PARTS[part];
  return (frame) => {
    const value = date(frame);
    return value instanceof CalendarDate ? Exact.integer(read(value)) : wrongKind(value, 'a date', text);
  };
};

const compileNegate = ({ compile, textOf }: Compiler, { of, range }: Of<'negate'>): Run => {
  const operand = compile(of);
  const text = textOf(range);
  return (frame) => {
    const value = operand(frame);
    return value instanceof Exact ? value.negate() : wrongKind(value, 'a number', text);
  };
};

const compileList = ({ compile, textOf }: Compiler, typed: Of<'list'>): Run => {
  const items = typed.items.map(compile);
  const list: Run = (frame) => items.map((item) => item(frame));
  if (!typed.items.some(({ type }) => canNest(type))) return list;
  const at = textOf(typed.range);
  return (frame) => withinSize(list(frame), at);
};

const compileContext = ({ compile, textOf }: Compiler, { entries, range }: Of<'context'>): Run => {
  const at = textOf(range);
  const nests = entries.some(({ value }) => canNest(value.type));
  const compiled = entries.map(({ key, slot, value }) => ({ key, slot, run: compile(value) }));
  return (frame) => {
    const context: Record<string, Value> = Object.create(null);
    for (const { key, slot, run } of compiled) {
      const value = run(frame);
      frame.slots[slot] = value;
      context[key] = value;
    }
    return nests ? withinSize(context, at) : context;
  };
};

const compileItemAt = ({ compile, textOf }: Compiler, { of, index, range }: Of<'item-at'>): Run => {
  const list = compile(of);
  const position = compile(index);
  const text = textOf(range);
  return (frame) => {
    const items = list(frame);
    if (!isList(items)) return wrongKind(items, 'a list', text);
    const place = position(frame);
    if (place instanceof Null) return place;
    const found = itemIndex(wholeNumber(place) ?? 0, items.length);
    return found === undefined ? nullOf('unknown-key', text, `the list has ${items.length} items`) : (items[found] as Value);
  };
};
