/** A run as lines for a person: what it is, its steps as a tree with their attempts, and what it waits for. */
import { counted } from '../../../engine/model/counted.ts';
import type { AttemptView, RunView, StepView } from '../../../engine/model/index.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { describeProblem } from '../describe-failure.ts';
import { durationBetween } from '../duration-text.ts';
import { type Column, textTable } from '../text-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'step' },
  { title: 'type' },
  { title: 'status' },
  { title: 'attempts', align: 'right' },
  { title: 'after', align: 'right' },
  { title: 'took', align: 'right' },
  { title: 'what' },
];

const AWAITED = {
  approval: 'a decision ("run decide")',
  signal: 'a signal ("run signal")',
  person: 'somebody to have a step tried again ("run retry")',
  resume: 'somebody to resume it ("run resume")',
} as const;

const FINAL: readonly string[] = ['completed', 'faulted', 'cancelled', 'skipped'];

/** "load"; inside of others "left/check" under its step, two spaces further in for each level. */
const indented = (path: string): string => {
  const parts = path.split('/');
  const depth = (parts.length - 1) / 2;
  return `${'  '.repeat(depth)}${parts.slice(-2).join('/')}`;
};

const itemsText = ({ total, open, succeeded, failed }: NonNullable<StepView['items']>): string =>
  [
    `${counted(total, 'item')}: ${countText(succeeded)} completed`,
    ...(failed > 0 ? [`${countText(failed)} failed`] : []),
    ...(open > 0 ? [`${countText(open)} under way`] : []),
  ].join(', ');

const isFinal = ({ status }: { readonly status: string }): boolean => FINAL.includes(status);

/** What there is to say about a step, in its most telling words. */
const noteOf = (step: StepView): string =>
  [
    step.adopted ? 'taken over from the run that this one was forked from' : undefined,
    step.failure?.message,
    step.items === undefined ? undefined : itemsText(step.items),
    step.child === undefined ? undefined : `run ${step.child}`,
    // That a step waits for those before it, everybody sees.
    step.status === 'pending' && step.readyAt === undefined ? undefined : step.why,
  ]
    .filter((part) => part !== undefined)
    .join('; ');

const attemptRow = (
  attempt: AttemptView,
  { step, createdAt }: { readonly step: string; readonly createdAt: string },
): readonly string[] => [
  `${step.replace(/\S.*/, '')}  · attempt ${attempt.number}`,
  '',
  attempt.status,
  '',
  durationBetween(createdAt, attempt.startedAt),
  durationBetween(attempt.startedAt, attempt.endedAt),
  attempt.failure?.message ?? '',
];

const stepRows = (step: StepView, { createdAt }: RunView): readonly (readonly string[])[] => {
  const name = indented(step.path);
  const begun = step.attempts[0]?.startedAt ?? step.readyAt;
  const tries = step.attempts.length === 0 ? '' : String(step.attempts.length);
  const row = [name, step.type, step.status, tries, durationBetween(createdAt, begun), durationBetween(begun, step.endedAt), noteOf(step)];
  const attempts = step.attempts.length > 1 ? step.attempts.map((attempt) => attemptRow(attempt, { step: name, createdAt })) : [];
  return [row, ...attempts];
};

/** What was wrong with what a step was given, at most. */
const PROBLEMS_SHOWN = 20;

const headOf = (run: RunView): readonly string[] => {
  const took = isFinal(run) ? ` in ${durationBetween(run.createdAt, run.endedAt)}` : '';
  const failure = run.failure === undefined ? '' : `: ${run.failure.message}`;
  return [
    `${run.id}  ${run.template.id}@${run.template.version}  ${run.status}${took}${failure}`,
    ...(run.failure?.problems ?? []).slice(0, PROBLEMS_SHOWN).map((problem) => `  ${describeProblem(problem)}`),
    ...(run.title === '' ? [] : [run.title]),
    `started ${run.createdAt} by ${run.actor}${run.endedAt === undefined ? '' : `, ended ${run.endedAt}`}`,
    ...(run.originalRun === undefined ? [] : [`appeal of ${run.originalRun}`]),
    ...(run.forkOf === undefined ? [] : [`forked from ${run.forkOf.run} at step ${run.forkOf.step}`]),
    ...(run.parent === undefined ? [] : [`started by step ${run.parent.step} of ${run.parent.run}`]),
    ...run.pins.map(({ kind, id, version, hash }) => `uses ${kind} ${id}@${version} (${hash.slice(0, 16)})`),
    ...(run.suspended === undefined ? [] : [`suspended: ${run.suspended}`]),
  ];
};

/** Why steps wait, in whole sentences; cells of the table are cut. */
const waitsOf = ({ steps }: RunView): readonly string[] =>
  steps.filter((step) => step.waitsFor !== undefined).map(({ path, why }) => `  ${path}: ${why ?? 'waits'}`);

/** Characters of a run's output that are shown. */
const OUTPUT_SHOWN = 1_000;

const outputOf = ({ output = null }: RunView): readonly string[] => {
  if (output === null) return [];
  const text = JSON.stringify(output);
  return ['', `Output: ${text.length <= OUTPUT_SHOWN ? text : `${text.slice(0, OUTPUT_SHOWN)}… (all of it with --json)`}`];
};

/** What a run waits for that does not go on by itself. */
export const describeAwaited = ({ id, awaits = [] }: RunView): string =>
  `Run ${id} waits for ${awaits.map((kind) => AWAITED[kind]).join(' and ')}.`;

/** A loop may have gone round a hundred thousand times. */
const STEPS_SHOWN = 1_000;

export const describeRun = (run: RunView): readonly string[] => {
  const waits = waitsOf(run);
  const left = run.steps.length - STEPS_SHOWN;
  return [
    ...headOf(run),
    ...textTable(
      COLUMNS,
      run.steps.slice(0, STEPS_SHOWN).flatMap((step) => stepRows(step, run)),
    ),
    ...(left > 0 ? [`… and ${counted(left, 'more step')} (all of them with --json)`] : []),
    ...(waits.length === 0 ? [] : ['', 'Waiting:', ...waits]),
    ...(run.awaits === undefined ? [] : ['', describeAwaited(run)]),
    ...outputOf(run),
  ];
};
