/** The workflows that come with the program are sound, and nothing in them needs code of their own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALL_TASKS } from '../../../src/engine/task/all-tasks.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import { shippedWorkflowTexts } from '../../../src/engine/template/shipped.ts';

const folder = join(import.meta.dirname, '../../../templates/workflows');

it.each(readdirSync(folder))('%s', (file) => {
  const checked = checkTemplate(JSON.parse(readFileSync(join(folder, file), 'utf8')), ALL_TASKS, file);
  expect(checked.ok ? [] : checked.failure.problems).toEqual([]);
  if (!checked.ok) return;
  expect(`${checked.value.id}.json`).toBe(file);
  expect(Object.values(checked.value.steps).every((step) => step.title !== undefined)).toBe(true);
  expect(compileTemplate(checked.value, ALL_TASKS).root.steps).toHaveLength(Object.keys(checked.value.steps).length);
});

it('every one of them is in the program', () => {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(shippedWorkflowTexts.toSorted()).toEqual(texts.toSorted());
});
