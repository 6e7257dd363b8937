/** Where mistakes stand in a text, and the text with one of them mended. */
import { describe, expect, it } from 'vitest';
import { checkDocumentText } from '../../src/engine/policy/check-document-text.ts';
import { mended, problemMarks } from '../../src/renderer/components/problem-marks.ts';

const TEXT = '{\n  "a": "ünknown name",\n  "limit": 12.5\n}';
const marked = (text: string, problems: Parameters<typeof problemMarks>[1]): readonly string[] =>
  problemMarks(text, problems).map(({ from, to }) => text.slice(from, to));

describe('marks', () => {
  it('stand at row and column, as far as the range or to the end of the piece', () => {
    expect(marked(TEXT, [{ row: 2, column: 9, range: { from: 0, to: 7 }, message: 'x' }])).toEqual(['ünknown']);
    expect(marked(TEXT, [{ row: 2, column: 3, message: 'x' }])).toEqual(['"a"']);
    expect(marked(TEXT, [{ row: 3, column: 12, message: 'x' }])).toEqual(['12.5']);
    expect(marked(TEXT, [{ row: 1, column: 1, message: 'x' }])).toEqual(['{']);
  });

  it('are left out where no place in the text is known', () => {
    expect(
      marked(TEXT, [
        { pointer: '/a', message: 'x' },
        { row: 9, column: 1, message: 'x' },
        { row: 1, column: 'income', message: 'x' },
      ]),
    ).toEqual([]);
  });

  it('are of what a mend replaces, as the engine finds it in a real text', () => {
    const text = '{ "kind": "polcy" }';
    const checked = checkDocumentText(text);
    const problems = checked.ok ? [] : (checked.failure.problems ?? []);
    expect(marked(text, problems)).toEqual(['polcy']);
    const edit = problems[0]?.fix?.edit;
    expect(edit && mended(text, edit)).toBe('{ "kind": "policy" }');
  });
});
