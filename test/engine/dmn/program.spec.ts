/** Goal: decisions see what they require and nothing else, across imports too; services and types keep their promises (DMN 1.5, 6, 7.3 and 10.4). */
import { describe, expect, it } from 'vitest';
import { utcOf } from '../../../src/engine/feel/index.ts';
import { causeOf, decided, decision, definitions, escaped, input, knowledge, literal, served, service } from './models.ts';

const itemDefinition = (name: string, body: string, isCollection = false): string =>
  `<itemDefinition name="${name}" isCollection="${isCollection}">${body}</itemDefinition>`;
const ofType = (typeRef: string, allowed?: string, constraint?: string): string =>
  `<typeRef>${typeRef}</typeRef>${allowed === undefined ? '' : `<allowedValues><text>${escaped(allowed)}</text></allowedValues>`}${
    constraint === undefined ? '' : `<typeConstraint><text>${escaped(constraint)}</text></typeConstraint>`
  }`;
const component = (name: string, body: string): string => `<itemComponent name="${name}">${body}</itemComponent>`;

describe('decisions', () => {
  it('see what they require, by names with spaces and signs', () => {
    const source = definitions([
      input('gross income', 'number'),
      decision('income - net', literal('gross income / 2'), { inputs: ['gross income'] }),
      decision('result', literal('income - net + 1'), { decisions: ['income - net'] }),
    ]);
    expect(decided([source], 'result', { 'gross income': 10 })).toBe('6');
  });
  it('read the clock that they are given, also inside of boxed expressions and functions', () => {
    const clock = () => utcOf(Date.UTC(2025, 2, 1, 10, 30));
    const source = definitions([
      knowledge('year of', [['n', 'number']], literal('today().year + n')),
      decision('result', literal('[string(now()), string(today()), (function() today())().month, for i in [1] return today().day]')),
      decision('called', literal('year of(1)'), { knowledge: ['year of'] }),
      decision(
        'boxed',
        '<for iteratorVariable="i"><in><literalExpression><text>[1]</text></literalExpression></in><return><literalExpression><text>today().day + i</text></literalExpression></return></for>',
      ),
    ]);
    expect(decided([source], 'result', {}, clock)).toBe('["2025-03-01T10:30:00Z", "2025-03-01", 3, [1]]');
    expect(decided([source], 'called', {}, clock)).toBe('2026');
    expect(decided([source], 'boxed', {}, clock)).toBe('[2]');
    expect(decided([source], 'called')).toBe('null');
  });
  it('do not see what they do not require', () => {
    const source = definitions([decision('a', literal('1')), decision('result', literal('a'))]);
    expect(decided([source], 'result')).toBe('null');
  });
  it('tell why they have no value', () => {
    const source = definitions([
      input('a'),
      decision('none', ''),
      decision('broken', literal('1 +')),
      decision('absent', literal('a'), { inputs: ['a'] }),
      decision('self', literal('self'), { decisions: ['self'] }),
    ]);
    expect(causeOf([source], 'none')).toBe('"none" has no logic');
    expect(causeOf([source], 'broken')).toBeDefined();
    expect(causeOf([source], 'absent')).toBe('"a" is not given');
    expect(causeOf([source], 'self')).toBe('"self" depends on itself');
  });
  it('depend on each other in long chains, and in circles that all require all', () => {
    const chain = Array.from({ length: 250 }, (_, i) =>
      decision(`d${i}`, literal(i === 0 ? '1' : `if true then d${i - 1} + (1 + 0) else 0`), { decisions: i === 0 ? [] : [`d${i - 1}`] }),
    );
    expect(decided([definitions(chain)], 'd249')).toBe('250');
    const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
    const circle = names.map((name) => decision(name, literal(names.join(' + ')), { decisions: names }));
    expect(decided([definitions(circle)], 'c0')).toBe('null');
  });
  it('take a given value in the place of their own', () => {
    const source = definitions([decision('a', literal('1')), decision('result', literal('a + 1'), { decisions: ['a'] })]);
    expect(decided([source], 'result', { a: 5 })).toBe('6');
  });
});

describe('declared types', () => {
  const types = [
    itemDefinition('tColour', ofType('string', '"red", "green"')),
    itemDefinition('tColours', ofType('tColour'), true),
    itemDefinition('tFew', ofType('number', undefined, 'count(?) <= 2'), true),
    itemDefinition('tPerson', component('name', ofType('string')) + component('age', ofType('number', '>= 0'))),
    itemDefinition('tDay', ofType('date and time')),
    itemDefinition('tTree', component('children', ofType('tTree'))),
    itemDefinition('tTest', '<functionItem outputTypeRef="boolean"><parameters name="a" typeRef="number"/></functionItem>'),
  ];
  it.each([
    ['tColour', '"red"', 'red'],
    ['tColour', '"blue"', 'null'],
    ['tColour', '["green"]', 'green'],
    ['tColours', '["red", "green"]', '["red", "green"]'],
    ['tColours', '["red", "blue"]', 'null'],
    ['tColours', '"red"', '["red"]'],
    ['tFew', '[1, 2]', '[1, 2]'],
    ['tFew', '[1, 2, 3]', 'null'],
    ['tPerson', '{name: "A", age: 3, more: true}', '{name: "A", age: 3, more: true}'],
    ['tPerson', '{name: "A", age: -3}', 'null'],
    ['tPerson', '{name: "A"}', 'null'],
    ['tPerson', '{name: null, age: null}', '{name: null, age: null}'],
    ['tDay', 'date("2025-01-02")', '2025-01-02T00:00:00Z'],
    ['tTree', '{children: 1}', '{children: 1}'],
    ['number', '[1, 2]', 'null'],
    ['number', 'null', 'null'],
    ['Any', '[1]', '[1]'],
    ['feel:number', '"x"', 'null'],
    ['unheardOf', '"x"', 'x'],
    ['tTest', '1', 'null'],
  ])('%s of %s: %s', (typeRef, feel, expected) => {
    expect(decided([definitions([...types, decision('result', literal(feel), { typeRef })])], 'result')).toBe(expected);
  });
  it('are known to "instance of"', () => {
    expect(decided([definitions([...types, decision('result', literal('{name: "A", age: 1} instance of tPerson'))])], 'result')).toBe(
      'true',
    );
    expect(decided([definitions([...types, decision('result', literal('{age: 1} instance of tPerson'))])], 'result')).toBe('false');
  });
});

describe('decision services', () => {
  const parts = [
    input('base', 'number'),
    decision('rate', literal('2'), { typeRef: 'number' }),
    decision('product', literal('base * rate'), { inputs: ['base'], decisions: ['rate'] }),
    decision('double', literal('product * 2'), { decisions: ['product'] }),
    service('one', { outputs: ['double'], decisions: ['rate'], data: ['base'] }),
    service('two', { outputs: ['product', 'double'], data: ['base'] }),
    decision('called', literal('one(5, 3)'), { knowledge: ['one'] }),
    decision('called by name', literal('one(rate: 3, base: 7)'), { knowledge: ['one'] }),
    decision('called wrongly', literal('one(5, "3")'), { knowledge: ['one'] }),
    decision('called with little', literal('one(5)'), { knowledge: ['one'] }),
    decision('of two', literal('two(5).product'), { knowledge: ['two'] }),
  ];
  const source = definitions(parts);
  it.each([
    ['called', '30'],
    ['called by name', '42'],
    ['called wrongly', 'null'],
    ['called with little', 'null'],
    ['of two', '10'],
  ])('as functions: %s: %s', (name, expected) => {
    expect(decided([source], name)).toBe(expected);
  });
  it('called from outside: input decisions take the place of decisions', () => {
    expect(served(source, 'one', { base: 5, rate: 10 })).toBe('100');
    expect(served(source, 'one', { base: 5 })).toBe('null');
    expect(served(source, 'two', { base: 5 })).toBe('{product: 10, double: 20}');
  });
});

describe('imports', () => {
  const imported = (name: string, namespace: string): string =>
    `<import name="${name}" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`;
  const base = definitions(
    [
      itemDefinition('tPerson', component('name', ofType('string'))),
      input('person', 'tPerson'),
      decision('greeting', literal('"Hello " + person.name'), { inputs: ['person'] }),
      knowledge('say hello', [['who', 'tPerson']], literal('"Hello " + who.name')),
    ],
    { namespace: 'urn:base' },
  );
  const middle = (namespace: string): string =>
    definitions(
      [
        imported('base', 'urn:base'),
        `<decision id="_shout" name="shout"><variable name="shout"/><informationRequirement><requiredDecision href="urn:base#_greeting"/></informationRequirement>${literal('upper case(base.greeting)')}</decision>`,
      ],
      { namespace },
    );

  it('are named behind the name of the import, types too', () => {
    const own = definitions([
      imported('my base', 'urn:base'),
      input('someone', 'my base.tPerson'),
      decision('result', literal('my base.say hello(someone)'), { inputs: ['someone'], knowledge: ['urn:base#_say_hello'] }),
    ]);
    expect(decided([own, base], 'result', { someone: { name: 'Ada' } })).toBe('Hello Ada');
    expect(decided([own, base], 'result', { someone: { nam: 'Ada' } })).toBe('null');
    expect(decided([own], 'result', { someone: { name: 'Ada' } })).toBe('null');
  });
  it('without a name are named as if they were own', () => {
    const own = definitions([
      imported('', 'urn:base'),
      input('someone', 'tPerson'),
      decision('result', literal('say hello(someone)'), { inputs: ['someone'], knowledge: ['urn:base#_say_hello'] }),
    ]);
    expect(decided([own, base], 'result', { someone: { name: 'Ada' } })).toBe('Hello Ada');
  });
  it('reached on two ways have inputs of their own on each', () => {
    const requires = (namespace: string): string =>
      `<informationRequirement><requiredDecision href="${namespace}#_shout"/></informationRequirement>`;
    const own = definitions([
      imported('left', 'urn:left'),
      imported('right', 'urn:right'),
      `<decision id="_result" name="result"><variable name="result"/>${requires('urn:left')}${requires('urn:right')}${literal('left.shout + ", " + right.shout')}</decision>`,
    ]);
    const models = [own, middle('urn:left'), middle('urn:right'), base];
    const given = { left: { base: { person: { name: 'Ada' } } }, right: { base: { person: { name: 'Bob' } } } };
    expect(decided(models, 'result', given)).toBe('HELLO ADA, HELLO BOB');
    expect(decided(models, 'result', { person: { name: 'Cy' } })).toBe('HELLO CY, HELLO CY');
    expect(decided(models, 'left.base.greeting', { person: { name: 'Cy' } })).toBe('Hello Cy');
  });
  it('of each other come to an end', () => {
    const first = definitions([imported('second', 'urn:second'), decision('result', literal('1'), { typeRef: 'second.tNone' })]);
    const second = definitions([imported('first', 'urn:own')], { namespace: 'urn:second' });
    expect(decided([first, second], 'result')).toBe('1');
  });
});
