/** Goal: every boxed expression means what DMN 1.5 (7.2, 10.2.1) says, and what cannot be evaluated is a null with its cause. */
import { describe, expect, it } from 'vitest';
import { boxed, causeOf, decided, decision, definitions, escaped, input, knowledge, literal } from './models.ts';

const entry = (name: string, logic: string, typeRef?: string): string =>
  `<contextEntry><variable name="${name}"${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}/>${logic}</contextEntry>`;
const result = (logic: string): string => `<contextEntry>${logic}</contextEntry>`;

describe('a boxed context', () => {
  it('reads earlier entries, also by names with spaces', () => {
    const context = `<context>${entry('base rate', literal('2'))}${entry('double', literal('base rate * 2'))}</context>`;
    expect(boxed(context)).toBe('{base rate: 2, double: 4}');
  });
  it('gives its last entry where that has no name', () => {
    expect(boxed(`<context>${entry('a', literal('2'))}${result(literal('a + 1'))}</context>`)).toBe('3');
  });
  it('reads entries of entries by their names', () => {
    const inner = `<context>${entry('monthly part', literal('7'))}</context>`;
    expect(boxed(`<context>${entry('loan', inner)}${result(literal('loan.monthly part + 1'))}</context>`)).toBe('8');
  });
  it('coerces entries to their types', () => {
    expect(boxed(`<context>${entry('a', literal('[5]'), 'number')}${entry('b', literal('"x"'), 'number')}</context>`)).toBe(
      '{a: 5, b: null}',
    );
  });
});

describe('a boxed list and relation', () => {
  it('give a list of values, and of contexts', () => {
    expect(boxed(`<list>${literal('1 + 1')}${literal('"b"')}</list>`)).toBe('[2, "b"]');
    const row = (...cells: readonly string[]): string => `<row>${cells.map((cell) => literal(cell)).join('')}</row>`;
    const relation = `<relation><column name="a"/><column name="b c"/>${row('1', '2')}${row('3', '4')}</relation>`;
    expect(boxed(relation)).toBe('[{a: 1, b c: 2}, {a: 3, b c: 4}]');
    expect(boxed('<relation><column name="a"/></relation>')).toBe('[]');
  });
  it('name their columns to expressions that read them', () => {
    const rates = '<relation><column name="yearly rate"/><row><literalExpression><text>5</text></literalExpression></row></relation>';
    expect(boxed(`<context>${entry('rates', rates)}${result(literal('sum(rates.yearly rate)'))}</context>`)).toBe('5');
  });
});

describe('a boxed conditional', () => {
  const conditional = (test: string): string =>
    `<conditional><if>${literal(test)}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`;
  it.each([
    ['1 < 2', 'yes'],
    ['1 > 2', 'no'],
    ['null', 'no'],
  ])('if %s: %s', (test, expected) => {
    expect(boxed(conditional(test))).toBe(expected);
  });
});

describe('a boxed filter', () => {
  const filter = (list: string, match: string): string => `<filter><in>${literal(list)}</in><match>${literal(match)}</match></filter>`;
  it.each([
    ['[1, 2, 3]', 'item > 1', '[2, 3]'],
    ['[{a: 1}, {a: 2}]', 'a = 2', '[{a: 2}]'],
    ['[{a: 1}, {a: 2}]', 'item.a = 1', '[{a: 1}]'],
    ['[]', 'item', '[]'],
    ['[1..3]', 'item > 1', '[2, 3]'],
    ['[1, 2]', '"no boolean"', 'null'],
    ['1', 'true', 'null'],
    ['null', 'true', 'null'],
  ])('%s where %s: %s', (list, match, expected) => {
    expect(boxed(filter(list, match))).toBe(expected);
  });
});

describe('boxed iterations', () => {
  const iteration = (box: string, list: string, part: string, body: string): string =>
    `<${box} iteratorVariable="each one"><in>${literal(list)}</in><${part}>${literal(body)}</${part}></${box}>`;
  it.each([
    ['[1, 2, 3]', 'each one * 2', '[2, 4, 6]'],
    ['[1, 2, 3]', 'each one + count(partial)', '[1, 3, 5]'],
    ['[2..4]', 'each one', '[2, 3, 4]'],
    ['[]', 'each one', '[]'],
    ['"text"', 'each one', 'null'],
  ])('for %s return %s: %s', (list, body, expected) => {
    expect(boxed(iteration('for', list, 'return', body))).toBe(expected);
  });
  it.each([
    ['some', '[1, 2]', 'each one > 1', 'true'],
    ['some', '[1, 2]', 'each one > 2', 'false'],
    ['some', '[]', 'true', 'false'],
    ['every', '[1, 2]', 'each one > 0', 'true'],
    ['every', '[1, 2]', 'each one > 1', 'false'],
    ['every', '[]', 'false', 'true'],
    ['every', '[1, 2]', 'if each one = 1 then true else "no boolean"', 'null'],
    ['some', '1', 'true', 'null'],
  ])('%s %s satisfies %s: %s', (box, list, body, expected) => {
    expect(boxed(iteration(box, list, 'satisfies', body))).toBe(expected);
  });
});

it('loops within loops come to an end', () => {
  const loop = (body: string): string =>
    `<for iteratorVariable="i"><in>${literal('for n in 1..3000 return n')}</in><return>${body}</return></for>`;
  const isCut = `<context>${entry('all', loop(loop(literal('1'))))}${result(literal('all[-1][-1] = null'))}</context>`;
  expect(boxed(isCut)).toBe('null');
  expect(boxed(`<context>${entry('all', loop(literal('1')))}${result(literal('count(all)'))}</context>`)).toBe('3000');
});

describe('functions and their invocation', () => {
  const binding = (name: string, feel: string): string => `<binding><parameter name="${name}"/>${literal(feel)}</binding>`;
  const invocation = (called: string, ...bindings: readonly string[]): string =>
    `<invocation>${literal(called)}${bindings.join('')}</invocation>`;
  const product = knowledge(
    'product of',
    [
      ['first factor', 'number'],
      ['second', 'number'],
    ],
    literal('first factor * second'),
  );
  const call = (logic: string): string => boxed(logic, { knowledge: ['product of'] }, [product]);

  it('bind parameters by name, in any order', () => {
    expect(call(invocation('product of', binding('second', '2'), binding('first factor', '5')))).toBe('10');
    expect(call(literal('product of(2, 5)'))).toBe('10');
    expect(call(literal('product of(second: 2, first factor: 3)'))).toBe('6');
  });
  it('call nothing with parameters that are missing, strange or of another type', () => {
    expect(call(invocation('product of', binding('second', '2')))).toBe('null');
    expect(call(invocation('product of', binding('second', '2'), binding('third', '2')))).toBe('null');
    expect(call(invocation('product of', binding('second', '2'), binding('first factor', '"2"')))).toBe('null');
    expect(call(literal('product of(2)'))).toBe('null');
  });
  it('take one item for a list of it and the other way round', () => {
    expect(call(invocation('product of', binding('second', '[2]'), binding('first factor', '3')))).toBe('6');
  });
  it('call what an expression gives', () => {
    expect(boxed(`<context>${entry('f', literal('function(a) a + 1'))}${result(invocation('f', binding('a', '2')))}</context>`)).toBe('3');
    expect(boxed(invocation('1', binding('a', '2')))).toBe('null');
    expect(boxed(invocation('abs', binding('n', '-2')))).toBe('2');
  });
  it('may be boxed themselves, and keep what is around them', () => {
    const adder = `<functionDefinition><formalParameter name="b" typeRef="number"/>${literal('a + b')}</functionDefinition>`;
    expect(boxed(`<context>${entry('a', literal('10'))}${entry('f', adder)}${result(literal('f(5)'))}</context>`)).toBe('15');
  });
  it('that call themselves within many boxes exhaust no stack', () => {
    const nested = `${'<list>'.repeat(90)}${invocation('deep', binding('a', 'a + 1'))}${'</list>'.repeat(90)}`;
    expect(
      boxed(`<context>${entry('all', literal('deep(1)'))}${result(literal('all != null'))}</context>`, { knowledge: ['deep'] }, [
        knowledge('deep', [['a', 'number']], nested, ['deep']),
      ]),
    ).toBe('true');
    const counting = knowledge('counting', [['n', 'number']], literal('if n = 0 then 0 else 1 + counting(n - 1)'), ['counting']);
    expect(boxed(literal('counting(100)'), { knowledge: ['counting'] }, [counting])).toBe('100');
  });
  it('that stand in a context may call themselves', () => {
    const factorial = 'if n = 0 then 1 else n * fact(n - 1)';
    const fact = `<functionDefinition><formalParameter name="n"/>${literal(factorial)}</functionDefinition>`;
    expect(boxed(`<context>${entry('fact', fact)}${result(literal('fact(5)'))}</context>`)).toBe('120');
    expect(boxed(`<context>${entry('fact', literal(`function(n) ${factorial}`))}${result(literal('fact(5)'))}</context>`)).toBe('120');
  });
  it.each(['Java', 'PMML'])('of the kind %s are null', (kind) => {
    const source = definitions([decision('result', `<functionDefinition kind="${kind}">${literal('{}')}</functionDefinition>`)]);
    expect(causeOf([source], 'result')).toBe(`functions of the kind ${kind} are not evaluated`);
  });
  it('that call themselves without end come to a null', () => {
    const endless = knowledge('endless', [['a', 'number']], invocation('endless', binding('a', 'a + 1')), ['endless']);
    expect(boxed(literal('endless(1)'), { knowledge: ['endless'] }, [endless])).toBe('null');
    const factorial = knowledge('factorial', [['n', 'number']], literal('if n = 0 then 1 else n * factorial(n - 1)'), ['factorial']);
    expect(boxed(literal('factorial(20)'), { knowledge: ['factorial'] }, [factorial])).toBe('2432902008176640000');
  });
});

describe('a decision table', () => {
  const outputs = (...names: readonly string[]): string => names.map((name) => `<output${name === '' ? '' : ` name="${name}"`}/>`).join('');
  const rule = (tests: readonly string[], ...results: readonly string[]): string =>
    `<rule>${tests.map((test) => `<inputEntry><text>${escaped(test)}</text></inputEntry>`).join('')}${results
      .map((text) => `<outputEntry><text>${escaped(text)}</text></outputEntry>`)
      .join('')}</rule>`;
  const table = (attributes: string, clauses: string, ...rules: readonly string[]): string =>
    `<decisionTable ${attributes}><input><inputExpression><text>age</text></inputExpression></input>${clauses}${rules.join('')}</decisionTable>`;
  const at = (age: number, logic: string): string =>
    decided([definitions([input('age', 'number'), decision('result', logic, { inputs: ['age'] })])], 'result', { age });

  const ages = [rule(['< 18'], '"young"'), rule(['[10..30]'], '"middle"'), rule(['> 60'], '"old"')];
  it.each([
    ['hitPolicy="UNIQUE"', 5, 'young'],
    ['hitPolicy="UNIQUE"', 15, 'null'],
    ['hitPolicy="UNIQUE"', 40, 'null'],
    ['', 5, 'young'],
    ['hitPolicy="FIRST"', 15, 'young'],
    ['hitPolicy="ANY"', 15, 'null'],
    ['hitPolicy="RULE ORDER"', 15, '["young", "middle"]'],
    ['hitPolicy="COLLECT"', 15, '["young", "middle"]'],
    ['hitPolicy="COLLECT"', 40, '[]'],
    ['hitPolicy="COLLECT" aggregation="COUNT"', 15, '2'],
    ['hitPolicy="COLLECT" aggregation="MIN"', 15, 'middle'],
    ['hitPolicy="COLLECT" aggregation="SUM"', 15, 'null'],
    ['hitPolicy="OTHER"', 5, 'null'],
    ['hitPolicy="COLLECT" aggregation="MEAN"', 15, 'null'],
  ])('%s at %d: %s', (attributes, age, expected) => {
    expect(at(age, table(attributes, outputs(''), ...ages))).toBe(expected);
  });
  it('orders by the values of its outputs, the first output first', () => {
    const clauses =
      '<output name="a"><outputValues><text>"x","y"</text></outputValues></output><output name="b"><outputValues><text>1,2,3</text></outputValues></output>';
    const rules = [rule(['-'], '"y"', '1'), rule(['-'], '"x"', '3'), rule(['-'], '"x"', '2')];
    expect(at(1, table('hitPolicy="PRIORITY"', clauses, ...rules))).toBe('{a: "x", b: 2}');
    expect(at(1, table('hitPolicy="OUTPUT ORDER"', clauses, ...rules))).toBe('[{a: "x", b: 2}, {a: "x", b: 3}, {a: "y", b: 1}]');
  });
  it('orders by what the type of its value allows', () => {
    const rules = [rule(['-'], '"no"'), rule(['-'], '"yes"')];
    const type =
      '<itemDefinition name="tAnswer"><typeRef>string</typeRef><allowedValues><text>"yes", "no"</text></allowedValues></itemDefinition>';
    const source = definitions([
      type,
      input('age', 'number'),
      decision('result', table('hitPolicy="PRIORITY"', '<output/>', ...rules), { inputs: ['age'], typeRef: 'tAnswer' }),
    ]);
    expect(decided([source], 'result', { age: 1 })).toBe('yes');
  });
  it('gives the default of its outputs where no rule applies', () => {
    const clauses = `<output name="a"><defaultOutputEntry>${'<text>"none"</text>'}</defaultOutputEntry></output><output name="b"/>`;
    expect(at(40, table('hitPolicy="UNIQUE"', clauses, rule(['< 18'], '"young"', '1')))).toBe('{a: "none", b: null}');
  });
  it('has no value for an input that it does not take', () => {
    const strict =
      '<decisionTable><input><inputExpression><text>age</text></inputExpression><inputValues><text>[0..120]</text></inputValues></input><output/>';
    expect([at(50, `${strict}${rule(['-'], '1')}</decisionTable>`), at(150, `${strict}${rule(['-'], '1')}</decisionTable>`)]).toEqual([
      '1',
      'null',
    ]);
  });
});
