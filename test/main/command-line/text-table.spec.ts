/** Tables line up, whatever stands in their cells. */
import { expect, test } from 'vitest';
import { textTable } from '../../../src/main/command-line/text-table.ts';

test('texts stand left and figures right, with a rule under the titles', () => {
  expect(
    textTable(
      [{ title: 'region' }, { title: 'units', align: 'right' }],
      [
        ['north', '7'],
        ['south-west', '1,204'],
      ],
    ),
  ).toEqual(['region      units', '----------  -----', 'north           7', 'south-west  1,204']);
});

test('a cell with line breaks and escapes stays one cell, and long ones are cut', () => {
  const [, , row = ''] = textTable([{ title: 'name' }, { title: 'n', align: 'right' }], [[`a\n\u001b[2J${'x'.repeat(100)}`, '1']]);
  expect(row).toMatch(/^a\\n\\u001b\[2Jx+… {2}1$/);
  expect(row).toHaveLength(83);
});

test('characters outside of the basic plane count as one and are not cut in two', () => {
  const [head, , first, second] = textTable(
    [{ title: 'name' }, { title: 'n' }],
    [
      ['🙂🙂', '1'],
      ['ab', '2'],
    ],
  );
  expect([head, first, second]).toEqual(['name  n', '🙂🙂    1', 'ab    2']);
  expect(textTable([{ title: 'name' }], [['🙂'.repeat(90)]])[2]).toBe(`${'🙂'.repeat(79)}…`);
});
