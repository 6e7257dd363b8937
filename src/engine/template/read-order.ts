/** What an expression reads must be final before the step that it stands in starts, or its value would hang on who is faster. */
import type { Problem } from '../model/problem.ts';
import type { StepRead } from './compile-expression.ts';

/** A block of steps, by what each step waits for. `isWhole`: all of its edges are known. */
export type BlockOrder = { readonly waits: ReadonlyMap<string, readonly string[]>; readonly isWhole: boolean };

/** Where an expression stands: in a step of a block, or in what the block gives; and where that block stands. */
export type ReadPlace = {
  readonly order: BlockOrder;
  readonly step?: string;
  /** The expression runs when its step is completed. */
  readonly isAfterStep?: boolean;
  readonly up: ReadPlace | undefined;
};

/** Whether `first` is final before `second` starts. */
const isBefore = (first: string, second: string, { waits }: BlockOrder): boolean => {
  const seen = new Set<string>();
  const waiting = [...(waits.get(second) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === first) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(waits.get(next) ?? []));
  }
  return false;
};

const early = (
  read: string,
  step: string,
  { order, isInner }: { readonly order: BlockOrder; readonly isInner: boolean },
): Pick<Problem, 'message' | 'suggestion'> => {
  const reader = isInner ? `a block of step "${step}"` : `step "${step}"`;
  if (read === step) return { message: isInner ? `${reader} reads the output of that step` : `${reader} reads its own output` };
  if (isBefore(step, read, order)) return { message: `${reader} reads the output of "${read}", which starts only after it` };
  return {
    message: `${reader} reads the output of "${read}" and does not wait for it`,
    suggestion: isInner ? `add "${read}" to the "needs" of "${step}"` : `add "${read}" to its "needs"`,
  };
};

const readProblem = ({ step: read, pointer, range }: StepRead, place: ReadPlace | undefined): readonly Problem[] => {
  for (let at: ReadPlace | undefined = place; at !== undefined; at = at.up) {
    if (!at.order.waits.has(read)) continue;
    const { order, step, isAfterStep } = at;
    if (step === undefined || isBefore(read, step, order)) return [];
    if (read === step ? isAfterStep === true : !order.isWhole) return [];
    return [{ pointer, range, ...early(read, step, { order, isInner: at !== place }) }];
  }
  return [
    {
      pointer,
      range,
      message: `step "${read}" stands inside of another block, and its output cannot be read from here`,
      expected: 'a step of this block or of one around it',
    },
  ];
};

/** One problem for each step that is read too early, or from where it cannot be seen. */
export const readProblems = (reads: readonly StepRead[], place: ReadPlace | undefined): readonly Problem[] => {
  const first = new Map(reads.toReversed().map((read) => [`${read.step} ${read.pointer}`, read]));
  return [...first.values()].toReversed().flatMap((read) => readProblem(read, place));
};
