/** The input of a run is what was typed: JSON where it is that, text where it is not, and each name once. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInput } from '../../../../src/main/command-line/run/read-input.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';

const file = (text: string): string => {
  const path = join(scratchFolder(), 'input.json');
  writeFileSync(path, text);
  return `@${path}`;
};

describe('inputs', () => {
  it('are JSON where they read as JSON, else text', () => {
    expect(readInput(['a=1', 'b=one', 'c={"d": [true]}', 'e="1"', 'f=', 'g=x=y'])).toEqual({
      a: 1,
      b: 'one',
      c: { d: [true] },
      e: '1',
      f: '',
      g: 'x=y',
    });
  });

  it('come from a file, and words beside it', () => {
    expect(readInput([file('{"a": 1, "b": null}'), 'c=2'])).toEqual({ a: 1, b: null, c: 2 });
  });

  it('may have any name', () => {
    const input = readInput(['__proto__=1']);
    expect(Object.keys(input)).toEqual(['__proto__']);
  });

  it.each([
    ['a name twice', () => ['a=1', 'a=2'], 'given twice'],
    ['a name in a file and beside it', () => [file('{"a": 1}'), 'a=2'], 'given twice'],
    ['no name', () => ['=1'], 'not understood'],
    ['no value', () => ['a'], 'not understood'],
    ['a file without an object', () => [file('[1]')], 'no JSON object'],
    ['a file that is not there', () => ['@nowhere.json'], 'no such file'],
  ])('with %s are refused', (_what, words, message) => {
    expect(thrownRefusal(() => readInput(words())).message).toContain(message);
  });
});
