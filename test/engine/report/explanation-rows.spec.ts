/** What the sides of a case have in common is one row, what one side alone came to is there too, and nothing is told twice. */
import { expect, test } from 'vitest';
import type { ExplanationNode } from '../../../src/engine/model/explanation.ts';
import { explanationRows } from '../../../src/engine/report/explanation-rows.ts';

const node = (kind: ExplanationNode['kind'], name: string, value: string, children: readonly ExplanationNode[] = []): ExplanationNode => ({
  kind,
  name,
  value,
  children,
});

const told = (...sides: readonly (readonly ExplanationNode[])[]) =>
  explanationRows(sides).map(({ depth, name, values }) => [depth, name, ...values]);

test('rows of both sides with their values beside each other', () => {
  const before = [node('decision', 'benefit', '1000', [node('parameter', 'rate', '0.5'), node('input', 'income', '10')])];
  const after = [node('decision', 'benefit', '1200.5', [node('parameter', 'rate', '0.25'), node('input', 'income', '10')])];
  expect(told(before, after)).toEqual([
    [0, 'benefit', '1,000', '1,200.50'],
    [1, 'rate', '0.50', '0.25'],
    [1, 'income', '10', '10'],
  ]);
});

test('what one side alone came to has no value on the other', () => {
  expect(told([node('decision', 'a', '1')], [node('decision', 'a', '1'), node('decision', 'b', '2')])).toEqual([
    [0, 'a', '1', '1'],
    [0, 'b', undefined, '2'],
  ]);
});

test('what was told already is left out, unless it is of another member', () => {
  const member = (row: number) => node('member', `member ${row}`, 'true', [node('input', 'age', '7'), node('parameter', 'adult', '18')]);
  const side = [node('decision', 'size', '2'), node('decision', 'children', '2', [member(1), member(2), node('decision', 'size', '2')])];
  expect(told(side)).toEqual([
    [0, 'size', '2'],
    [0, 'children', '2'],
    [1, 'member 1', 'true'],
    [2, 'age', '7'],
    [2, 'adult', '18'],
    [1, 'member 2', 'true'],
    [2, 'age', '7'],
  ]);
});

test('a comparison says its margin and whether it holds', () => {
  const compared: ExplanationNode = { ...node('comparison', 'a < b', 'true'), sentence: '1 is 2 below 3' };
  expect(told([compared])).toEqual([[0, 'a < b', '1 is 2 below 3 (true)']]);
});
