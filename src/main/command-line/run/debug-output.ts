/** Tells what a run does while it does it: each attempt with its input when it begins, and its output and time when it ends. */
import type { Engine } from '../../../engine/contract.ts';
import type { AttemptView, StepView } from '../../../engine/model/index.ts';
import { describeFailure } from '../describe-failure.ts';
import { durationBetween } from '../duration-text.ts';
import { ask } from '../engine-calls.ts';

type Print = (...lines: readonly string[]) => void;

/** After every time there is. */
const LATER = '~';

const shown = (word: string, value: unknown): string => `  ${word.padEnd(7)} ${JSON.stringify(value)}`;

/** Tells each thing once. `name`: what stands before the steps of a run that is not the one that was asked for. */
class DebugOutput {
  private readonly told = new Set<string>();
  private readonly print: Print;
  private readonly name: string;

  constructor(print: Print, name: string) {
    this.print = print;
    this.name = name;
  }

  tell(step: StepView): void {
    for (const attempt of step.attempts) this.tellAttempt(step, attempt);
    if (step.endedAt === undefined || step.attempts.length > 0 || step.status === 'skipped') return;
    this.once(`${step.path} end`, `${this.name}${step.path}  ${step.type}  ${step.status}`, ...outcome(step));
  }

  /** The end names the attempt again: others may have begun between. */
  private tellAttempt({ path, type }: StepView, attempt: AttemptView): void {
    const { number, input, startedAt, endedAt, status } = attempt;
    const head = `${this.name}${path}  ${type}  attempt ${number}`;
    this.once(`${path} ${number}`, `${head}  begins`, shown('input', input));
    if (endedAt === undefined) return;
    this.once(`${path} ${number} end`, `${head}  ${status} in ${durationBetween(startedAt, endedAt)}`, ...outcome(attempt));
  }

  private once(key: string, ...lines: readonly string[]): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    this.print(...lines);
  }
}

const outcome = ({ output, failure }: Pick<AttemptView, 'output' | 'failure'>): readonly string[] => [
  ...(output === undefined ? [] : [shown('output', output)]),
  ...(failure === undefined ? [] : describeFailure(failure).map((line) => `  ${line.replace(/^probity: /, 'failed  ')}`)),
];

/** The step that a path leads to: one that the run itself has, or one of an item of a map. */
const stepsAt = async (
  engine: Engine,
  run: string,
  { path, steps }: { readonly path: string; readonly steps: readonly StepView[] },
): Promise<readonly StepView[]> => {
  const map = steps.find((step) => step.type === 'map' && path.startsWith(`${step.path}/`));
  if (map === undefined) return [];
  const index = Number(path.slice(map.path.length + 1).split('/', 1)[0]);
  const { items } = await ask(engine, 'run.items', { run, step: map.path, after: index - 1, limit: 1 });
  return items.flatMap((item) => item.steps).filter((step) => step.path === path);
};

/** What has ended comes first, in that order; what is inside of a step before it. */
const inOrderOfTime = (a: StepView, b: StepView): number => {
  const [endA, endB] = [a.endedAt ?? LATER, b.endedAt ?? LATER];
  if (endA !== endB) return endA < endB ? -1 : 1;
  return b.path.startsWith(`${a.path}/`) ? 1 : a.path.startsWith(`${b.path}/`) ? -1 : 0;
};

/** Tells of all runs, the first that something is heard of being the one that was started. What is stopped tells the rest of that run first. */
export const followRuns = (engine: Engine, print: Print): { readonly stop: (run: string) => Promise<void> } => {
  const outputs = new Map<string, DebugOutput>();
  const outputOf = (run: string): DebugOutput => {
    const output = outputs.get(run) ?? new DebugOutput(print, outputs.size === 0 ? '' : `run ${run}: `);
    outputs.set(run, output);
    return output;
  };
  const tellAll = async (run: string, paths: readonly string[]): Promise<void> => {
    const output = outputOf(run);
    const { steps } = await ask(engine, 'run.show', { run });
    const inItems = await Promise.all(paths.map((path) => stepsAt(engine, run, { path, steps })));
    for (const step of [...steps, ...inItems.flat()].toSorted(inOrderOfTime)) output.tell(step);
  };
  let telling: Promise<void> = Promise.resolve();
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'run.changed') return;
    telling = telling.then(() => tellAll(event.run, event.steps));
    // Whoever stops it hears of a failure.
    telling.catch(() => undefined);
  });
  return {
    stop: async (run) => {
      unsubscribe();
      await telling;
      await tellAll(run, []);
    },
  };
};
