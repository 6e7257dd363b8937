/** What every task function owes to the templates that name it. */
import { describe, expect, it } from 'vitest';
import { ALL_TASKS } from '../../../src/engine/task/all-tasks.ts';
import { createTaskRegistry } from '../../../src/engine/task/task-registry.ts';
import { taskTypes } from '../../../src/engine/template/task-types.ts';
import { echo } from '../../support/test-tasks.ts';

describe.each([...ALL_TASKS.values()].map((task) => [task.name, task] as const))('%s', (name, task) => {
  it('has a name of noun and verb, and a title for people', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
    expect(task.title).toMatch(/^[A-Z].{5,}[^.]$/);
  });

  it('says what it takes and gives, so that templates are checked against it', () => {
    const { parameters, output } = taskTypes(task);
    expect(parameters).toBeDefined();
    expect(output.kind).toBe('context');
  });
});

it('two functions of one name are a fault', () => {
  expect(() => createTaskRegistry([echo, echo])).toThrow('test.echo');
});
