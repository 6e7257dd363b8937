/** Every mistake in a template is found at once, where it stands, with a mend where one is near. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import type { TemplateDocument, TemplateStep } from '../../../src/engine/model/template-document.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';

const problemsOf = (document: unknown): readonly Problem[] => {
  const result = checkTemplate(document as Json, testTasks());
  return result.ok ? [] : (result.failure.problems ?? []);
};

const echoing = (value: string, needs: readonly string[] = []): TemplateStep => ({
  type: 'task',
  run: 'test.echo',
  needs,
  with: { value },
});

describe('a sound template', () => {
  it('has no problems', () => {
    const document = testTemplate(
      {
        load: { type: 'task', run: 'test.add', with: { left: '= input.amount', right: 1 }, retry: { maximumAttempts: 3 } },
        route: {
          type: 'choice',
          needs: ['load'],
          choices: [{ when: '= steps.load.output.sum > 10', then: ['large'] }],
          default: ['small'],
        },
        large: { type: 'set', value: { size: 'large', sum: '= steps.load.output.sum' } },
        small: { type: 'set', value: 'small' },
        tell: { type: 'task', run: 'test.echo', needs: ['large', 'small'], join: 'any', with: { value: '= steps.large.output' } },
      },
      { output: '= steps.tell.output.value', appeals: '= input.run' },
    );
    expect(problemsOf(document)).toEqual([]);
  });
});

describe('one mistake is one problem', () => {
  const withStep = (step: unknown): TemplateDocument => testTemplate({ only: step as TemplateStep });

  it.each<[string, unknown, Partial<Problem>]>([
    [
      'an unknown task function',
      { type: 'task', run: 'test.ehco', with: { value: 1 } },
      { pointer: '/steps/only/run', suggestion: 'did you mean "test.echo"?' },
    ],
    [
      'a misspelt argument',
      { type: 'task', run: 'test.echo', with: { valeu: 1 } },
      { pointer: '/steps/only/with/valeu', suggestion: 'did you mean "value"?' },
    ],
    [
      'a missing argument',
      { type: 'task', run: 'test.add', with: { left: 1 } },
      { pointer: '/steps/only/with', message: 'test.add needs an argument "right"' },
    ],
    [
      'an argument of a wrong type',
      { type: 'task', run: 'test.add', with: { left: '= input.name', right: 1 } },
      { pointer: '/steps/only/with/left' },
    ],
    [
      'an unknown field of the input',
      echoing('= input.amuont'),
      { pointer: '/steps/only/with/value', suggestion: 'did you mean "amount"?' },
    ],
    ['an unknown name', echoing('= inptu.amount'), { pointer: '/steps/only/with/value', suggestion: 'did you mean "input"?' }],
    ['syntax of an expression', echoing('= input.amount +'), { pointer: '/steps/only/with/value' }],
    ['an expression without its blank', echoing('=input.amount'), { pointer: '/steps/only/with/value' }],
    ['an unknown step type', { type: 'tsak', run: 'test.echo' }, { pointer: '/steps/only/type', suggestion: 'did you mean "task"?' }],
    ['a misspelt key', { type: 'set', value: 1, need: [] }, { pointer: '/steps/only/need', suggestion: 'did you mean "needs"?' }],
    [
      'an unknown step in needs',
      echoing('x', ['onyl']),
      { pointer: '/steps/only/needs/0', message: 'there is no step "onyl"', suggestion: 'did you mean "only"?' },
    ],
    ['a step that waits for itself', echoing('x', ['only']), { pointer: '/steps/only/needs/0', message: 'step "only" waits for itself' }],
    ['a step that reads itself', echoing('= steps.only.output'), { pointer: '/steps/only/with/value' }],
    [
      'a condition that is no boolean',
      { type: 'choice', choices: [{ when: '= input.amount', then: [] }], default: [] },
      { pointer: '/steps/only/choices/0/when' },
    ],
    [
      'too many attempts',
      { type: 'task', run: 'test.echo', with: { value: 1 }, retry: { maximumAttempts: 1000 } },
      { pointer: '/steps/only/retry/maximumAttempts' },
    ],
  ])('%s', (_name, step, expected) => {
    const problems = problemsOf(withStep(step));
    expect(problems).toEqual([expect.objectContaining(expected)]);
  });

  it('tells the range of a mistake inside of the text as it stands in the document', () => {
    const text = '= input.amount + input.nam';
    const [problem] = problemsOf(withStep(echoing(text)));
    expect(text.slice(problem?.range?.from, problem?.range?.to)).toContain('nam');
  });

  it('a step that reads what it does not wait for', () => {
    const problems = problemsOf(testTemplate({ first: { type: 'set', value: 1 }, second: echoing('= steps.first.output') }));
    expect(problems).toEqual([expect.objectContaining({ pointer: '/steps/second/with/value', suggestion: 'add "first" to its "needs"' })]);
  });

  it('but not one that waits through others or through a choice', () => {
    const problems = problemsOf(
      testTemplate({
        first: { type: 'set', value: 1 },
        route: { type: 'choice', needs: ['first'], choices: [{ when: '= true', then: ['second'] }], default: [] },
        second: echoing('= steps.first.output'),
      }),
    );
    expect(problems).toEqual([]);
  });
});

describe('the graph', () => {
  it('names a cycle in the order of work, once', () => {
    const problems = problemsOf(
      testTemplate({ a: echoing('x', ['c']), b: echoing('x', ['a']), c: echoing('x', ['b']), d: echoing('x', ['c']) }),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('a → b → c → a');
    expect(problems[0]?.pointer).toBe('/steps/b/needs/0');
  });

  it('finds a cycle that goes through a choice', () => {
    const problems = problemsOf(
      testTemplate({
        route: { type: 'choice', needs: ['work'], choices: [{ when: '= true', then: ['work'] }], default: [] },
        work: { type: 'set', value: 1 },
      }),
    );
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining('route → work → route') })]);
  });

  it('finds a step behind branches that exclude each other, and none behind a join of any', () => {
    const steps = (join: 'all' | 'any'): Record<string, TemplateStep> => ({
      route: { type: 'choice', choices: [{ when: '= input.flag', then: ['yes'] }], default: ['no'] },
      yes: { type: 'set', value: 1 },
      no: { type: 'set', value: 2 },
      both: { type: 'set', needs: ['yes', 'no'], join, value: 3 },
      after: { type: 'set', needs: ['both'], value: 4 },
    });
    expect(problemsOf(testTemplate(steps('any')))).toEqual([]);
    const problems = problemsOf(testTemplate(steps('all')));
    expect(problems).toEqual([expect.objectContaining({ pointer: '/steps/both', message: expect.stringContaining('exclude each other') })]);
  });

  it('finds a step behind one that ends the run', () => {
    const problems = problemsOf(testTemplate({ stop: { type: 'fail', message: 'no' }, after: { type: 'set', needs: ['stop'], value: 1 } }));
    expect(problems).toEqual([expect.objectContaining({ pointer: '/steps/after', message: expect.stringContaining('"stop"') })]);
  });
});

describe('all mistakes at once', () => {
  it('five in different places are five problems', () => {
    const document = {
      ...testTemplate({
        load: { type: 'task', run: 'test.ehco', with: { value: 1 } },
        decide: { type: 'set', needs: ['laod'], value: '= input.amuont' },
        a: { type: 'set', needs: ['b'], value: 1 },
        b: { type: 'set', needs: ['a'], value: 1 },
      }),
      version: 'one',
    };
    const problems = problemsOf(document);
    expect(problems.map(({ pointer }) => pointer).sort()).toEqual([
      '/steps/b/needs/0',
      '/steps/decide/needs/0',
      '/steps/decide/value',
      '/steps/load/run',
      '/version',
    ]);
  });

  it('a step that is not well formed does not hide the mistakes of others, nor make new ones', () => {
    const problems = problemsOf(
      testTemplate({
        broken: { type: 'task' } as unknown as TemplateStep,
        reader: { type: 'set', needs: ['broken'], value: '= steps.broken.output.anything + inptu' },
      }),
    );
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/steps/broken', '/steps/reader/value']);
  });

  it.each([[null], [[]], ['text'], [{}], [{ kind: 'workflow', steps: [] }], [{ kind: 'workflow', steps: { a: null } }]])(
    'anything at all is refused, not broken on: %j',
    (document) => {
      expect(problemsOf(document).length).toBeGreaterThan(0);
    },
  );

  it('names the document', () => {
    const result = checkTemplate({}, testTasks(), 'my.json');
    expect(result.ok ? [] : result.failure.problems?.map(({ document }) => document)).toContain('my.json');
  });
});

describe("the input's schema", () => {
  const withSchema = (schema: unknown) =>
    testTemplate({ a: { type: 'set', value: 1 } }, { input: { schema: schema as Record<string, Json> } });

  it.each<[string, unknown]>([
    ['a type that does not exist', { type: 'object', properties: { a: { type: 'numbr' } } }],
    ['a keyword that does not exist', { type: 'object', propertys: {} }],
    ['a reference to elsewhere', { type: 'object', properties: { a: { $ref: 'https://example.org/x' } } }],
    ['no object', { type: 'string' }],
  ])('%s is one problem', (_name, schema) => {
    const problems = problemsOf(withSchema(schema));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.pointer).toMatch(/^\/input\/schema/);
  });
});
