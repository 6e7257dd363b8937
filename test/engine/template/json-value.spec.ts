/** JSON goes through expressions without loss: whole numbers stay numbers, all others become their exact text. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UNKNOWN } from '../../../src/engine/feel/index.ts';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { compileTemplated } from '../../../src/engine/template/compile-templated.ts';
import { jsonToValue, valueToJson } from '../../../src/engine/template/json-value.ts';
import { inputScope } from '../../../src/engine/template/template-scope.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const scope = inputScope(UNKNOWN);
const evaluate = (value: Json, input: Json): Json => {
  const compiled = compileTemplated(value, '', scope);
  expect(compiled.problems).toEqual([]);
  return compiled.evaluate({ input, output: () => undefined, error: () => undefined });
};

const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.maxSafeInteger());
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

it('any JSON with whole numbers comes back as it was', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(valueToJson(jsonToValue(value, 'x'))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(evaluate('= input', value)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('numbers are exact', () => {
  expect(evaluate('= input.a + input.b', { a: 0.1, b: 0.2 })).toBe('0.3');
  expect(evaluate('= input * 3', 9_007_199_254_740_991)).toBe('27021597764222973');
  expect(evaluate('= input / 3', 1)).toBe('1/3');
  expect(evaluate('= input / 3 * 3', 1)).toBe(1);
});

it('expressions stand anywhere in a value, and other texts are left alone', () => {
  const value = { list: ['= input.n + 1', 'plain', { deep: '= input.text' }], kept: 1.5, sum: '1 = 1' };
  expect(evaluate(value, { n: 1, text: 'a' })).toEqual({ list: [2, 'plain', { deep: 'a' }], kept: 1.5, sum: '1 = 1' });
});

it('a value that is absent is null, one that cannot be had is a refusal', () => {
  expect(evaluate('= input.nothing', {})).toBe(null);
  expect(thrownRefusal(() => evaluate('= 1 / input.zero', { zero: 0 }))).toMatchObject({ kind: 'invalid' });
});

it('a value that would grow too deep to be written down is a refusal', () => {
  let value: Json = 1;
  const grow = () => {
    for (let round = 0; round < 300; round++) value = evaluate({ list: ['= input'] }, value);
  };
  expect(thrownRefusal(grow)).toMatchObject({ kind: 'invalid', message: expect.stringContaining('nested too deep') });
  expect(() => canonicalJson(value)).not.toThrow();
});

it('a mistake is told by its range in the whole text', () => {
  const { problems } = compileTemplated('= nothing', '/x', scope);
  expect(problems).toMatchObject([{ pointer: '/x', range: { from: 2, to: 9 } }]);
});
