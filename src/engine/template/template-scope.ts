/** The names that a template's expressions may read, with their types. */
import { contextOf, type FeelType, NUMBER, type Scope, STRING, UNKNOWN } from '../feel/index.ts';
import { STEPS } from './read-values.ts';

/** A failure as expressions see it. */
export const ERROR: FeelType = contextOf([
  ['kind', STRING],
  ['message', STRING],
  ['error', STRING],
]);

/** What there is beside the input and the steps: in a map, and in a loop. */
export type LocalNames = Iterable<readonly [name: string, type: FeelType]>;

export const namesOfItem = (item: FeelType): LocalNames => [
  ['item', item],
  ['index', NUMBER],
];

export const namesOfRound = (last: FeelType): LocalNames => [
  [
    'loop',
    contextOf([
      ['index', NUMBER],
      ['last', last],
    ]),
  ],
];

export type TemplateScope = {
  /** For the next expression. */
  feel(): Scope;
  /** What the step gives is of this type, for all expressions from now on. Until then it is unknown. */
  declare(step: string, output: FeelType): void;
  /** The same with more names; those hide others of the same name. */
  within(names: LocalNames): TemplateScope;
};

const PLAIN_NAME = /^[\p{L}_?][\p{L}\p{N}_]*$/u;

/** Whether the type has fields whose names are no plain words: the reader of expressions learns those once for each scope. */
const hasOddFields = (type: FeelType): boolean => {
  if (type.kind === 'list') return hasOddFields(type.of);
  if (type.kind !== 'context') return false;
  return Object.entries(type.fields).some(([name, field]) => !PLAIN_NAME.test(name) || hasOddFields(field));
};

/** @param steps names of all steps of the template, wherever they stand. */
export const templateScope = (input: FeelType, steps: Iterable<string>): TemplateScope => {
  const stepType = (output: FeelType): FeelType =>
    contextOf([
      ['output', output],
      ['error', ERROR],
    ]);
  const fields: Record<string, FeelType> = Object.create(null);
  for (const name of steps) fields[name] = stepType(UNKNOWN);
  let oddSteps = 0;
  const scopeWith = (names: ReadonlyMap<string, FeelType>): TemplateScope => {
    let scope: Scope | undefined;
    let learned = 0;
    return {
      feel: () => {
        if (scope === undefined || learned !== oddSteps) [scope, learned] = [{ names }, oddSteps];
        return scope;
      },
      declare: (step, output) => {
        fields[step] = stepType(output);
        if (hasOddFields(output)) oddSteps++;
      },
      within: (more) => scopeWith(new Map([...names, ...more])),
    };
  };
  return scopeWith(
    new Map<string, FeelType>([
      ['input', input],
      [STEPS, { kind: 'context', fields }],
    ]),
  );
};

/** The scope of expressions over the input alone. */
export const inputScope = (input: FeelType): Scope => ({ names: new Map([['input', input]]) });
