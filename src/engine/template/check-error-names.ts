/** Names of faults in `catch` and `nonRetryableErrors`: misspelt ones, and those that an entry before takes. */
import { didYouMean, wholeText } from '../feel/index.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { FailureKind, Problem } from '../model/problem.ts';
import type { ErrorName, TemplateStep } from '../model/template-document.ts';

const ALL = '*';

const KINDS: Readonly<Record<FailureKind, true>> = {
  invalid: true,
  'not-found': true,
  conflict: true,
  forbidden: true,
  cancelled: true,
  unreadable: true,
  unwritable: true,
  busy: true,
  interrupted: true,
  timeout: true,
  limit: true,
  rejected: true,
  unavailable: true,
  fault: true,
};

export type KnownErrors = { problemsOf(names: readonly ErrorName[] | undefined, at: string): readonly Problem[] };

/** A task function may have names of its own, which nobody declares: only what is nearly a known name is taken for a mistake. */
export const knownErrors = (steps: readonly TemplateStep[]): KnownErrors => {
  const given = steps.flatMap((step) => (step.type === 'fail' && step.error !== undefined ? [step.error] : []));
  const known = new Set<string>([ALL, ...Object.keys(KINDS), ...given]);
  return {
    problemsOf: (names, at) =>
      (names ?? []).flatMap((name, index) => {
        const mend = known.has(name) ? {} : didYouMean(name, known, wholeText(name));
        return mend.suggestion === undefined ? [] : [{ pointer: pointerTo(at, index), message: `no fault is called "${name}"`, ...mend }];
      }),
  };
};

/** Entries that never hold, because the first that names a fault takes it. */
const takenEntries = ({ catch: caught = [] }: TemplateStep, at: string): readonly Problem[] => {
  const taken = new Set<ErrorName>();
  const problems: Problem[] = [];
  for (const [index, { errors }] of caught.entries()) {
    if (taken.has(ALL) || errors.every((error) => taken.has(error))) {
      problems.push({
        pointer: pointerTo(at, 'catch', index),
        message: `this entry is never reached: ${taken.has(ALL) ? 'one before it takes every fault' : 'those before it take its faults'}`,
      });
    }
    for (const error of errors) taken.add(error);
  }
  return problems;
};

export const checkErrorNames = (step: TemplateStep, at: string, known: KnownErrors): readonly Problem[] => [
  ...takenEntries(step, at),
  ...(step.catch ?? []).flatMap(({ errors }, index) => known.problemsOf(errors, pointerTo(at, 'catch', index, 'errors'))),
  ...('retry' in step && typeof step.retry === 'object'
    ? known.problemsOf(step.retry.nonRetryableErrors, pointerTo(at, 'retry', 'nonRetryableErrors'))
    : []),
];
