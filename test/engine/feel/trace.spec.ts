/** A trace tells what was read, what was compared and by how much, and only what was evaluated. */
import { expect, test } from 'vitest';
import { contextOf } from '../../../src/engine/feel/declared-type.ts';
import { Trace, type TraceEntry } from '../../../src/engine/feel/trace.ts';
import { BOOLEAN, listOf, NUMBER } from '../../../src/engine/feel/type.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';
import { compiled, scopeOf } from '../../support/feel.ts';

const scope = scopeOf({
  income: NUMBER,
  disabled: BOOLEAN,
  size: NUMBER,
  limit: { kind: 'keyed', of: NUMBER, keys: ['1', '2'] },
  members: listOf(contextOf([['age', NUMBER]], 'members')),
});
const values: Readonly<Record<string, Value>> = {
  income: Exact.of(143_210n, 100n),
  disabled: false,
  size: Exact.integer(2),
  limit: { 1: Exact.integer(1_000), 2: Exact.integer(1_421) },
  members: [{ age: Exact.integer(7) }, { age: Exact.integer(40) }],
};
const lookup = (name: string): Value => values[name] ?? new Null({ kind: 'absent', at: name, message: 'absent' });

const traceOf = (source: string): readonly TraceEntry[] => {
  const trace = new Trace();
  const expression = compiled(source, scope);
  const traced = expression.evaluate({ lookup, trace });
  expect(traced).toEqual(expression.evaluate({ lookup }));
  return trace.entries;
};

test('a comparison has both sides and its exact margin, and below it what they read', () => {
  expect(traceOf('income <= limit[size]')).toEqual([
    {
      kind: 'comparison',
      operator: '<=',
      left: '1432.1',
      right: '1421',
      margin: '11.1',
      value: false,
      text: 'income <= limit[size]',
      leftText: 'income',
      rightText: 'limit[size]',
      children: [
        { kind: 'name', name: 'income', value: '1432.1', text: 'income' },
        { kind: 'name', name: 'size', value: '2', text: 'size' },
        { kind: 'parameter', name: 'limit', place: '[2]', value: '1421', text: 'limit[size]' },
      ],
    },
  ]);
});

test('only what was evaluated is told', () => {
  const kinds = (source: string): string =>
    traceOf(source)
      .map((entry) => ('name' in entry ? entry.name : entry.kind))
      .join();
  expect(kinds('disabled and income > 5')).toBe('disabled');
  expect(kinds('disabled or income > 5')).toBe('disabled,comparison');
  const [branch] = traceOf('if disabled then income else size');
  expect(branch).toMatchObject({ kind: 'if', branch: 'else', value: '2' });
  expect(branch?.children?.map((child) => ('name' in child ? child.name : ''))).toEqual(['disabled', 'size']);
});

test('a null is told with its cause', () => {
  const unknown = compiled('income > 1', scopeOf({ income: NUMBER }));
  const trace = new Trace();
  unknown.evaluate({ lookup: () => new Null({ kind: 'absent', at: 'income', message: 'not given' }), trace });
  expect(trace.entries[0]).toMatchObject({ kind: 'comparison', left: null, right: '1', value: null, cause: { at: 'income' } });
});

test('filters tell each item, calls their arguments', () => {
  const [call] = traceOf('count(members[age < 18])');
  expect(call).toMatchObject({ kind: 'call', name: 'count', arguments: [{ items: 1 }], value: '1' });
  const [, filter] = call?.children ?? [];
  expect(filter).toMatchObject({ kind: 'filter', items: 2, kept: 1 });
  expect(filter?.children).toMatchObject([
    { kind: 'item', index: 1, value: true, children: [{ kind: 'comparison', margin: '-11' }] },
    { kind: 'item', index: 2, value: false, children: [{ kind: 'comparison', margin: '22' }] },
  ]);
});

test('one that grows too long loses leaves and keeps its roots', () => {
  const trace = new Trace();
  compiled('count(for i in 1..9000 return i + income)', scope).evaluate({ lookup, trace });
  expect(trace.entries).toMatchObject([
    { kind: 'call', name: 'count', value: '9000' },
    { kind: 'omitted', entries: 8_001 },
  ]);
});
