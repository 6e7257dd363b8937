/** Names, fields, filters and keys: where a value is read from. */

import { Exact } from '../../model/exact.ts';
import { BUILTINS } from '../function/index.ts';
import { didYouMean } from '../nearest.ts';
import { plainName } from '../parser.ts';
import { propertyNames, propertyType } from '../property.ts';
import type { Range, Syntax } from '../syntax.ts';
import { type FeelType, fieldType, listOf, NUMBER, quotedList, typeText, UNKNOWN } from '../type.ts';
import { isText, possibleTexts } from '../type-relation.ts';
import type { DatePart, Typed } from '../typed.ts';
import { bind, broken, type Checker, type Hint, keyHint, type Locals, newSlot, report, shortName, writtenText } from './checker.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;
type ContextType = Extract<FeelType, { readonly kind: 'context' }>;

/** The field under the name that the source writes, whose spacing may differ: "net  income", "a-b". */
const findField = (type: ContextType, written: string): { readonly field: string; readonly type: FeelType } | undefined => {
  const exact = fieldType(type.fields, written);
  if (exact !== undefined) return { field: written, type: exact };
  for (const [field, found] of Object.entries(type.fields)) {
    if (plainName(field) === written) return { field, type: found };
  }
  return undefined;
};

const noteField = (checker: Checker, type: ContextType, field: string): void => {
  if (type.name !== undefined) checker.findings.fields.add(`${type.name}.${field}`);
};

const readLocal = (checker: Checker, { name, range }: Of<'name'>): Typed | undefined => {
  for (let locals = checker.locals; locals !== undefined; locals = locals.outer) {
    const local: Typed = { range, node: 'local', type: locals.type, slot: locals.slot, name: locals.name };
    if (locals.opened && locals.type.kind === 'context') {
      const found = findField(locals.type, name);
      if (found !== undefined) {
        noteField(checker, locals.type, found.field);
        checker.findings.usedSlots.add(locals.slot);
        return { range, node: 'field', type: found.type, of: local, field: found.field };
      }
    }
    if (plainName(locals.name) === name) {
      checker.findings.usedSlots.add(locals.slot);
      return local;
    }
  }
  return undefined;
};

export const checkName = (checker: Checker, syntax: Of<'name'>): Typed => {
  const { range, name } = syntax;
  const local = readLocal(checker, syntax);
  if (local !== undefined) return local;
  const found = checker.names.get(name);
  if (found !== undefined) {
    checker.findings.reads.add(found.name);
    return { range, node: 'name', type: found.type, name: found.name };
  }
  reportUnknownName(checker, range, name);
  return broken(range);
};

export const visibleNames = (checker: Checker): string[] => {
  const names: string[] = [];
  for (let locals: Locals | undefined = checker.locals; locals !== undefined; locals = locals.outer) {
    names.push(locals.name);
    if (locals.opened && locals.type.kind === 'context') names.push(...Object.keys(locals.type.fields));
  }
  return [...names.filter((name) => name !== '?'), ...[...checker.names.values()].map(({ name }) => name)];
};

const reportUnknownName = (checker: Checker, range: Range, name: string): void => {
  if (name === '?') {
    report(checker, range, '"?" stands for the tested value, and there is none here', { expected: 'a name' });
    return;
  }
  if (BUILTINS.has(name)) {
    report(checker, range, `"${name}" is a function`, { expected: 'a value', suggestion: `call it: ${name}(…)` });
    return;
  }
  const names = visibleNames(checker);
  const hint = hintForName(checker, range, name, names);
  const isGuessed = hint.suggestion !== undefined || names.length === 0;
  report(checker, range, `unknown name ${shortName(name)}`, { expected: isGuessed ? 'a declared name' : quotedList(names), ...hint });
};

/** Whether some name of the scope can be the text. */
const isWrittenValue = (checker: Checker, name: string): boolean =>
  [...checker.names.values()].some(({ type }) => type.kind === 'enum' && type.values.includes(name));

const quotedHint = (range: Range, name: string): Hint => {
  const replacement = JSON.stringify(name);
  return { suggestion: `write the text in quotes: ${replacement}`, fix: { range, replacement } };
};

/** "not eligible", which reads as one name. */
const negatedHint = (range: Range, rest: string, names: readonly string[]): Hint => ({
  suggestion: 'write not(…)',
  ...(names.includes(rest) ? { fix: { range, replacement: `not(${rest})` } } : {}),
});

const hintForName = (checker: Checker, range: Range, name: string, names: readonly string[]): Hint => {
  if (isWrittenValue(checker, name)) return quotedHint(range, name);
  const words = name.split(' ');
  if (words[0] === 'not') return negatedHint(range, words.slice(1).join(' '), names);
  const isMissingOperator = words.length > 1 && words.every((word) => names.includes(word));
  return isMissingOperator ? { suggestion: 'an operator is missing between the names' } : didYouMean(name, names, { range });
};

const DATE_PARTS: readonly DatePart[] = ['year', 'month', 'day', 'weekday'];

export const checkPath = (checker: Checker, { range, of, field, fieldRange }: Of<'path'>): Typed => {
  const typed = checker.check(checker, of);
  if (field === '') return broken(range);
  const { type } = typed;
  const item = type.kind === 'list' ? type.of : type;
  if (item.kind === 'context') {
    const found = findField(item, field);
    if (found === undefined) {
      const fields = Object.keys(item.fields);
      const expected = fields.length === 0 ? 'a context with fields' : quotedList(fields);
      report(checker, fieldRange, `there is no field ${shortName(field)}`, {
        expected,
        ...didYouMean(field, fields, { range: fieldRange }),
      });
      return broken(range);
    }
    noteField(checker, item, found.field);
    if (type.kind === 'list') return { range, node: 'project', type: listOf(found.type), of: typed, field: found.field };
    return { range, node: 'field', type: found.type, of: typed, field: found.field };
  }
  if (item.kind === 'unknown' || item.kind === 'null') {
    const node = type.kind === 'list' ? 'project' : 'field';
    return { range, node, type: type.kind === 'list' ? listOf(UNKNOWN) : UNKNOWN, of: typed, field };
  }
  const part = DATE_PARTS.find((name) => name === field);
  if (type.kind === 'date' && part !== undefined) return { range, node: 'date-part', type: NUMBER, of: typed, part };
  const property = propertyType(type, field);
  if (property !== undefined) return { range, node: 'property', type: property, of: typed, property: field };
  const names = propertyNames(type);
  report(checker, fieldRange, `${typeText(type)} has no field ${shortName(field)}`, {
    ...(names.length > 0 ? { expected: names.join(', ') } : {}),
    ...keyHint(checker, typed),
  });
  return broken(range);
};

export const checkFilter = (checker: Checker, syntax: Of<'filter'>): Typed => {
  const { range } = syntax;
  const of = checker.check(checker, syntax.of);
  if (of.type.kind === 'keyed') return checkKeyed(checker, range, of, checker.check(checker, syntax.condition));
  const isOpen = of.type.kind === 'list' || of.type.kind === 'unknown';
  if (!isOpen) {
    report(checker, of.range, `only a list can be filtered, and this is ${typeText(of.type)}`, { expected: 'a list' });
    return broken(range);
  }
  const item = of.type.kind === 'list' ? of.type.of : UNKNOWN;
  const slot = newSlot(checker);
  const condition = checker.check(bind(checker, { name: 'item', slot, type: item, opened: true }), syntax.condition);
  if (condition.type.kind === 'number') return { range, node: 'item-at', type: item, of, index: condition };
  if (condition.type.kind === 'boolean' || condition.type.kind === 'unknown' || condition.type.kind === 'null') {
    return { range, node: 'filter', type: of.type, of, slot, condition };
  }
  report(checker, condition.range, `a filter takes a condition or a position, and this is ${typeText(condition.type)}`, {
    expected: 'a boolean or a number',
  });
  return broken(range);
};

const KEY_KINDS = new Set<FeelType['kind']>(['number', 'string', 'enum', 'boolean', 'unknown']);

const checkKeyed = (checker: Checker, range: Range, of: Typed, key: Typed): Typed => {
  if (of.type.kind !== 'keyed') return broken(range);
  const name = checker.source.slice(of.range.from, of.range.to);
  const { keys, of: type } = of.type;
  if (!KEY_KINDS.has(key.type.kind)) {
    report(checker, key.range, `a key is a number, a text or a boolean, and this is ${typeText(key.type)}`, { expected: quotedList(keys) });
    return { ...broken(range), type };
  }
  for (const text of writtenKeys(key)) {
    if (keys.includes(text)) continue;
    report(checker, key.range, `"${name}" has no value under the key ${JSON.stringify(text)}`, {
      expected: quotedList(keys),
      ...didYouMean(text, keys, writtenText(key)),
    });
    return { ...broken(range), type };
  }
  return { range, node: 'keyed', type, of, name, key };
};

/** The keys that the source itself names, so that a missing one is found before anything runs. */
const writtenKeys = (key: Typed): readonly string[] => {
  if (key.node === 'literal' && key.value instanceof Exact) return [key.value.toText()];
  if (key.node === 'literal' && typeof key.value === 'boolean') return [String(key.value)];
  return isText(key.type) && key.type.kind === 'string' ? (possibleTexts(key.type) ?? []) : [];
};
