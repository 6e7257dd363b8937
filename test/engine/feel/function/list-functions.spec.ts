/** Functions on lists, contexts, numbers and any value, beyond the examples of the first ones. */
import { describe, expect, test } from 'vitest';
import { NUMBER } from '../../../../src/engine/feel/type.ts';
import { causeOf, scopeOf, told } from '../../../support/feel.ts';
import { examples, standard, standardExamples } from '../../../support/feel-examples.ts';

examples('lists', [
  ['flatten([[[1, 2]], [[3], []], [[4]]])', ['1', '2', '3', '4']],
  ['flatten([])', []],
  ['sort([3, 1, 2])', ['1', '2', '3']],
  ['sort(["b", "a"])', ['a', 'b']],
  ['list replace([2, 4, 7, 8], 3, 6)', ['2', '4', '6', '8']],
  ['list replace([2, 4], -1, 6)', ['2', '6']],
  ['insert before([1, 3], 1, 2)', ['2', '1', '3']],
  ['list contains([1, null], null)', true],
  ['sublist(list: [4, 5, 6], start position: 1, length: 2)', ['4', '5']],
  ['sum(duration("P1D") / duration("PT12H"), 1)', '3'],
]);

standardExamples('lists', [
  ['sort([3, 1, 2], function(x, y) x > y)', ['3', '2', '1']],
  ['sort(list: [3, 1, 2], precedes: function(x, y) x < y)', ['1', '2', '3']],
  ['sort([3, "a"], function(x, y) x < y)', null],
  ['list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)', ['5', '5', '7', '8']],
  ['list replace([1, 2], function(item) item < 2, 5)', null],
  ['sort([2, 1], function(x) x)', null],
  ['sort(for i in 1..30000 return i, function(x, y) x > y)', null],
  ['count(sort(for i in 1..3000 return -i, function(x, y) x < y))', '3000'],
  ['list replace([1, 2], 3, 5)', null],
  ['list replace([1, 2], 0, 5)', null],
  ['list replace(null, 1, 5)', null],
  ['flatten([[1, [2, "a"]], null])', ['1', '2', 'a', null]],
  ['mode([6, 3, 9, 6, 6])', ['6']],
  ['mode([6, 1, 9, 6, 1])', ['1', '6']],
  ['mode([])', []],
  ['mode(6, 1, "a")', null],
  ['sum([])', null],
  ['count(1)', '1'],
  ['count(null)', null],
  ['min(null)', null],
  ['mean([1, null])', null],
  ['all([true, "x"])', null],
  ['all([])', true],
  ['any([])', false],
  ['string join(["a", null, "b"], "-")', 'a-b'],
  ['append(1, 2)', ['1', '2']],
]);

examples('spread', [
  ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931'],
  ['stddev([47, 49])', '1.414213562373095048801688724209698'],
  ['stddev([1, 1, 1])', '0'],
  ['mode([6, 3, 9, 6, 6])', ['6']],
]);

examples('roots, logarithms and powers of e, to 34 digits', [
  ['sqrt(16)', '4'],
  ['sqrt(2)', '1.414213562373095048801688724209698'],
  ['sqrt(0.0004)', '0.02'],
  ['log(1)', '0'],
  ['log(10)', '2.302585092994045684017991454684364'],
  ['exp(0)', '1'],
  ['exp(1)', '2.718281828459045235360287471352662'],
  ['exp(-1)', '0.3678794411714423215955237701614609'],
  ['odd(5)', true],
  ['odd(2.5)', false],
  ['even(2)', true],
  ['even(-3)', false],
  ['even(2.5)', false],
]);

describe('without a result', () => {
  test.each([
    ['sqrt(n)', { n: -1 }],
    ['log(n)', { n: 0 }],
    ['log(n)', { n: -2 }],
    ['exp(n)', { n: 100_000 }],
    ['stddev([n])', { n: 1 }],
  ])('%s', (source, context) => {
    expect(causeOf(source, context)).toBeDefined();
    expect(standard(source, context)).toBe(null);
  });
});

examples('contexts', [
  ['get value({a: 1, b: 2}, "b")', '2'],
  ['get value({x: {y: {z: 5}}}, ["x", "y", "z"])', '5'],
  [
    'get entries({a: 1, b: 2})',
    [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ],
  ],
  ['context([{key: "a", value: 1}, {key: "b", value: 2}])', { a: '1', b: '2' }],
  ['context put({x: 1}, "y", 2)', { x: '1', y: '2' }],
  ['context put({x: 1}, "x", 2)', { x: '2' }],
  ['context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', { x: '1', y: { a: '2' } }],
  ['context merge([{x: 1}, {x: 2}])', { x: '2' }],
  ['get value(context put({x: 1}, "__proto__", 5), "__proto__")', '5'],
]);

standardExamples('contexts', [
  ['get value({a: 1}, "constructor")', null],
  ['get value({a: 1}, null)', null],
  ['get entries(null)', null],
  ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null],
  ['context([{key: "a"}])', null],
  ['context put({x: 1}, [], 2)', null],
  ['context put({x: 1}, ["x", "y"], 2)', null],
  ['context merge([{x: 1, y: 0}, {y: 2, z: 3}])', { x: '1', y: '2', z: '3' }],
  ['context merge([{x: 1}, null])', null],
]);

test.each([
  ['list contains([1, 2], "a")', 'the list and the item differ in type: a number and the text "a"'],
  ['index of(["a"], 1)', 'the list and the item differ in type: the text "a" and a number'],
  ['append([1], 2, "a")', 'the list and the item differ in type: a number and the text "a"'],
  ['concatenate([1], ["a"])', 'the list and the item differ in type: a number and the text "a"'],
  ['list replace([1], 1, true)', 'the list and the item differ in type: a number and a boolean'],
  ['insert before([1], 1, true)', 'the list and the item differ in type: a number and a boolean'],
  ['includes([1..5], "a")', 'points and ends of ranges are of one type: a number and the text "a"'],
  ['overlaps([1..5], ["a".."b"])', 'points and ends of ranges are of one type: a number and the text "a" or "b"'],
  ['get value({a: 1}, "b")', 'there is no field "b"'],
])('%s is a mistake before it runs', (source, message) => {
  expect(told(source, scopeOf({}))).toEqual([`${source}: ${message}`]);
});

test('what stands under a written key has a type', () => {
  const scope = scopeOf({ n: NUMBER });
  expect(told('get value({a: "x"}, "a") + n', scope)).toHaveLength(1);
  expect(told('get value({a: 1}, "a") + n', scope)).toEqual([]);
  expect(told('context put({a: 1}, "b", n).b + n', scope)).toEqual([]);
});

examples('ranges from texts, and sameness', [
  ['range("[18..21)")', '[18..21)'],
  ['range("[18..)")', '(>= 18)'],
  ['range("(..21]")', '(<= 21)'],
  ['range("[\\"a\\"..\\"z\\"]")', '["a".."z"]'],
  ['range("[date(\\"2025-01-01\\")..date(\\"2025-12-31\\")]")', '[2025-01-01..2025-12-31]'],
  ['range("[@\\"P1D\\"..@\\"P2D\\"]")', '[P1D..P2D]'],
  ['range("(1..2]").start', '1'],
  ['range("(1..2]").start included', false],
  ['includes(range("(1..2]"), 2)', true],
  ['string({a: "x", "{": 2, "": 3})', '{a: "x", "{": 2, "": 3}'],
  ['is(1, 1.0)', true],
  ['is([1], [1])', true],
  ['is(null, null)', true],
  ['is(1, "1")', false],
]);

standardExamples('texts that are no ranges', [
  ['range("")', null],
  ['range("[..]")', null],
  ['range("[1..]")', null],
  ['range("[2..1]")', null],
  ['range("[1..\\"a\\"]")', null],
  ['range("1..2")', null],
  ['range("[1+1..3]")', null],
]);

examples('every rounding of a number with more digits than anyone needs', [
  ['round half up(5.5, 2000)', '5.5'],
  ['round down(5.5, -3000)', '0'],
  ['floor(-1.56, 1)', '-1.6'],
]);
