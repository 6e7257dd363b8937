/** Durations that contradict each other: a part may not last longer than the whole, and nothing can be done in no time. */
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { DurationText, RetryPolicy, StepTimeouts, TaskLimits, TemplateStep } from '../model/template-document.ts';
import { MARK } from './compile-expression.ts';
import { durationMs } from './duration-ms.ts';

/** A duration as the document states it, and what it is called there. */
type Stated = { readonly text: DurationText; readonly pointer: string; readonly name: string; readonly ms: number };

const YEARS_MAX = 'at most a hundred years';

const tooLong = (text: DurationText, pointer: string): readonly Problem[] =>
  durationMs(text) === undefined ? [{ pointer, message: `${text} is too long`, expected: YEARS_MAX }] : [];

/** What is wrong with a duration in which something has to be done. */
const timeProblems = (text: DurationText | undefined, pointer: string): readonly Problem[] => {
  if (text === undefined) return [];
  return durationMs(text) === 0 ? [{ pointer, message: `${text} is no time at all`, expected: 'a longer time' }] : tooLong(text, pointer);
};

const stated = (text: DurationText | undefined, name: string, pointer: string): readonly Stated[] => {
  const ms = text === undefined || text.startsWith(MARK) ? undefined : durationMs(text);
  return text === undefined || ms === undefined ? [] : [{ text, pointer, name, ms }];
};

/** @param chain from what is part of all others to what holds all others. */
const chainProblems = (chain: readonly Stated[]): readonly Problem[] =>
  chain.flatMap((part, index) => {
    const whole = chain[index + 1];
    if (whole === undefined || part.ms <= whole.ms) return [];
    return [
      {
        pointer: part.pointer,
        message: `${part.name} (${part.text}) is longer than ${whole.name} (${whole.text})`,
        expected: `at most ${whole.text}`,
      },
    ];
  });

const TIMEOUTS = ['heartbeat', 'startToClose', 'scheduleToStart', 'scheduleToClose'] as const satisfies readonly (keyof StepTimeouts)[];

/** What the step itself says about how long it waits. */
const ownTime = (step: TemplateStep, at: string): readonly Stated[] => {
  if (step.type === 'wait') return stated(step.for, 'its wait', pointerTo(at, 'for'));
  return step.type === 'approval' ? stated(step.due, '"due"', pointerTo(at, 'due')) : [];
};

/** @param run how long the whole run may take. */
export const checkStepTimes = (step: TemplateStep, at: string, run: DurationText | undefined): readonly Problem[] => {
  const timeouts: StepTimeouts = step.timeouts ?? {};
  const placed = (name: keyof StepTimeouts): readonly Stated[] => stated(timeouts[name], `"${name}"`, pointerTo(at, 'timeouts', name));
  const whole = [...placed('scheduleToClose'), ...stated(run, 'the timeout of the run', '/timeouts/run')];
  return [
    ...TIMEOUTS.flatMap((name) => timeProblems(timeouts[name], pointerTo(at, 'timeouts', name))),
    ...(step.type === 'approval' ? timeProblems(step.due, pointerTo(at, 'due')) : []),
    ...chainProblems([...ownTime(step, at), ...placed('heartbeat'), ...placed('startToClose'), ...whole]),
    ...chainProblems([...placed('scheduleToStart'), ...whole.slice(0, 1)]),
  ];
};

export const checkRunTime = (run: DurationText | undefined): readonly Problem[] => timeProblems(run, '/timeouts/run');

const INITIAL_INTERVAL = 'PT1S';

export const checkRetry = ({ initialInterval, maximumInterval }: RetryPolicy, at: string): readonly Problem[] => {
  const maximumAt = pointerTo(at, 'maximumInterval');
  const initialAt = initialInterval === undefined ? maximumAt : pointerTo(at, 'initialInterval');
  return [
    ...(initialInterval === undefined ? [] : tooLong(initialInterval, initialAt)),
    ...(maximumInterval === undefined ? [] : tooLong(maximumInterval, maximumAt)),
    ...chainProblems([
      ...stated(initialInterval ?? INITIAL_INTERVAL, 'the first interval', initialAt),
      ...stated(maximumInterval, '"maximumInterval"', maximumAt),
    ]),
  ];
};

export const checkLimitTimes = ({ rate, breaker }: TaskLimits, at: string): readonly Problem[] => [
  ...timeProblems(rate?.per, pointerTo(at, 'rate', 'per')),
  ...timeProblems(breaker?.cooldown, pointerTo(at, 'breaker', 'cooldown')),
];
