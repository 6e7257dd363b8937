/** Rules of a template that contradict each other or themselves, beyond what the schema can say. */
import { didYouMean, wholeKey } from '../feel/index.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument, TemplateStep } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { checkErrorNames, knownErrors } from './check-error-names.ts';
import { checkJoins } from './check-joins.ts';
import { checkLimitTimes, checkRetry, checkRunTime, checkStepTimes } from './check-times.ts';
import type { PlacedBlock } from './each-step.ts';

/** What only steps of one type can get wrong. */
const checkByType = (step: TemplateStep, at: string): readonly Problem[] => {
  if (step.type === 'approval' && step.roles.length === 0) {
    return [{ pointer: pointerTo(at, 'roles'), message: 'nobody could decide: no role is named', expected: 'at least one role' }];
  }
  if (step.type === 'wait' && (step.for === undefined) === (step.until === undefined)) {
    const message = step.for === undefined ? 'the step does not say what it waits for' : 'the step waits both "for" a time and "until" one';
    return [{ pointer: at, message, expected: 'either "for" or "until"' }];
  }
  return [];
};

const checkStep = (step: TemplateStep, at: string, { timeouts }: TemplateDocument): readonly Problem[] => [
  ...checkByType(step, at),
  ...checkStepTimes(step, at, timeouts?.run),
  ...('retry' in step && typeof step.retry === 'object' ? checkRetry(step.retry, pointerTo(at, 'retry')) : []),
];

const checkUse = ({ use }: TemplateDocument, tasks: TaskRegistry): readonly Problem[] => [
  ...Object.entries(use?.retries ?? {}).flatMap(([name, policy]) => checkRetry(policy, pointerTo('/use/retries', name))),
  ...Object.entries(use?.limits ?? {}).flatMap(([name, limits]) => {
    const pointer = pointerTo('/use/limits', name);
    if (tasks.has(name)) return checkLimitTimes(limits, pointer);
    return [{ pointer, message: `there is no task function "${name}"`, ...didYouMean(name, tasks.keys(), wholeKey(name)) }];
  }),
];

/** @param document the parts of it that are well formed; `blocks` are its blocks. */
export const checkRules = (document: TemplateDocument, blocks: readonly PlacedBlock[], tasks: TaskRegistry): readonly Problem[] => {
  const sound = blocks.flatMap(({ steps }) => steps.filter(({ isSound }) => isSound));
  const errors = knownErrors(sound.map(({ step }) => step));
  return [
    ...checkRunTime(document.timeouts?.run),
    ...checkUse(document, tasks),
    ...blocks.flatMap(checkJoins),
    ...sound.flatMap(({ step, pointer }) => [...checkStep(step, pointer, document), ...checkErrorNames(step, pointer, errors)]),
    ...Object.entries(document.use?.retries ?? {}).flatMap(([name, { nonRetryableErrors }]) =>
      errors.problemsOf(nonRetryableErrors, pointerTo('/use/retries', name, 'nonRetryableErrors')),
    ),
  ];
};
