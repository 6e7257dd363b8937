/** Tells what a run does while it does it: each attempt with its input when it begins, and its output and time when it ends. */
import type { Engine } from '../../../engine/contract.ts';
import type { AttemptView, StepView } from '../../../engine/model/index.ts';
import { describeFailure } from '../describe-failure.ts';
import { durationBetween } from '../duration-text.ts';
import { ask } from '../engine-calls.ts';

type Print = (...lines: readonly string[]) => void;

/** After every time there is. */
const LATER = '~';

/** Items that are asked for at once. */
const PAGE = 1_000;

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

  /** A map has no attempts: its items have. */
  tellMap({ path, type, items }: StepView): void {
    if (items !== undefined) this.once(`${path} begin`, `${this.name}${path}  ${type}  begins`);
  }

  /** Whether its end is still to be told. */
  isNews({ path }: StepView): boolean {
    return !this.told.has(`${path} end`);
  }

  tell(step: StepView): void {
    this.tellMap(step);
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

const isMap = ({ type }: StepView): boolean => type === 'map';

/** All steps of a map's items, of maps inside of them too: what was heard of them may be less, or may come later. */
const stepsOfItems = async (engine: Engine, run: string, map: StepView): Promise<readonly StepView[]> => {
  const found: StepView[] = [];
  for (let after = 0; ; after += PAGE) {
    const { total, items } = await ask(engine, 'run.items', { run, step: map.path, after, limit: PAGE });
    found.push(...items.flatMap(({ steps }) => steps));
    if (after + PAGE >= total) break;
  }
  for (const inner of found.filter(isMap)) found.push(...(await stepsOfItems(engine, run, inner)));
  return found;
};

/** The steps of the item that a path leads into; none where it leads to a step that the run itself has. */
const stepsInItem = async (
  engine: Engine,
  run: string,
  { path, steps }: { readonly path: string; readonly steps: readonly StepView[] },
): Promise<readonly StepView[]> => {
  const map = steps.find((step) => step.type === 'map' && path.startsWith(`${step.path}/`));
  if (map === undefined) return [];
  const index = Number(path.slice(map.path.length + 1).split('/', 1)[0]);
  const { items } = await ask(engine, 'run.items', { run, step: map.path, after: index - 1, limit: 1 });
  return items.flatMap((item) => item.steps);
};

/** The path of the step in whose branch, item or round a step stands. */
const pathAround = (path: string): string => path.split('/').slice(0, -2).join('/');

/** What has ended comes first, in that order. What ended at one time stands as in the template, what is inside of a step before it. */
const inOrderOfTime = (steps: readonly StepView[]): readonly StepView[] => {
  const inside = Map.groupBy(new Map(steps.map((step) => [step.path, step])).values(), ({ path }) => pathAround(path));
  const innerFirst = (path: string): readonly StepView[] => (inside.get(path) ?? []).flatMap((step) => [...innerFirst(step.path), step]);
  return innerFirst('').toSorted((a, b) => {
    const [endA, endB] = [a.endedAt ?? LATER, b.endedAt ?? LATER];
    return endA === endB ? 0 : endA < endB ? -1 : 1;
  });
};

/** The outermost first. */
const mapsAround = ({ path }: StepView, maps: ReadonlyMap<string, StepView>): readonly StepView[] => {
  const parts = path.split('/');
  return parts.flatMap((_, count) => maps.get(parts.slice(0, count).join('/')) ?? []);
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
    const inItems = await Promise.all(paths.map((path) => stepsInItem(engine, run, { path, steps })));
    const heard = [...steps, ...inItems.flat()];
    const over = heard.filter((step) => isMap(step) && step.endedAt !== undefined && output.isNews(step));
    const inMaps = await Promise.all(over.map((map) => stepsOfItems(engine, run, map)));
    const all = inOrderOfTime([...heard, ...inMaps.flat()]);
    const maps = new Map(all.filter(isMap).map((map) => [map.path, map]));
    for (const step of all) {
      for (const map of mapsAround(step, maps)) output.tellMap(map);
      output.tell(step);
    }
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
