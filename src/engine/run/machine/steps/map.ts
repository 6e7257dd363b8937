/** Works off a list, so many items at once; each move opens no more than a batch of them, so that no move grows without bounds. */
import { Exact } from '../../../model/exact.ts';
import type { Json } from '../../../model/json.ts';
import type { Failure } from '../../../model/problem.ts';
import { blockValues } from '../block-values.ts';
import { breakStep, completeStep, faultStep } from '../end-step.ts';
import { type MapAction, mayOpenItem } from '../map-items.ts';
import type { Mover } from '../mover.ts';
import { openBlock } from '../open-block.ts';
import { orFailure } from '../or-failure.ts';
import type { MapState, StepState } from '../state.ts';
import type { StepType } from './step-type.ts';

/** Percentages are compared as exact numbers: 2.4 % of 500 items are 12, and not a hair less. */
const isAbovePercentage = (failed: number, total: number, percentage: number): boolean => {
  if (percentage >= 100) return false;
  const allowed = Exact.parse(String(percentage))?.multiply(Exact.integer(total));
  return allowed === undefined || Exact.integer(failed * 100).compare(allowed) > 0;
};

const failureOf = ({ items, failed }: MapState, { tolerate }: MapAction): Failure | undefined => {
  const last = failed.at(-1);
  if (last === undefined) return undefined;
  if (failed.length <= tolerate.count && !isAbovePercentage(failed.length, items.length, tolerate.percentage)) return undefined;
  const many = failed.length === 1 ? '1 item' : `${failed.length} items`;
  return { kind: 'limit', message: `${many} of ${items.length} failed, the last of them item ${last.index}: ${last.error.message}` };
};

const outputOf = ({ succeeded, failed, results }: MapState): Json => ({
  succeeded,
  failed: failed.toSorted((a, b) => a.index - b.index) as unknown as Json,
  results: results.map((result) => result ?? null),
});

const openItems = (mover: Mover, step: StepState, map: MapState, action: MapAction): void => {
  let opened = mover.opened.get(step) ?? 0;
  for (; opened < action.batchSize && mayOpenItem(map, action); opened++) openBlock(mover, step, map.next);
  mover.opened.set(step, opened);
};

const goOn = (mover: Mover, step: StepState, action: MapAction): void => {
  const map = step.inner;
  if (map?.type !== 'map') return;
  const failure = failureOf(map, action);
  if (failure !== undefined) breakStep(mover, step, failure);
  else if (map.next > map.items.length && map.open.size === 0) completeStep(mover, step, outputOf(map));
  else openItems(mover, step, map, action);
};

export const map: StepType<'map'> = {
  begin: (mover, step, action) => {
    const items = orFailure(() => action.items(blockValues(mover.state, step.block)));
    if ('failure' in items) {
      faultStep(mover, step, items.failure);
      return;
    }
    mover.put({ type: 'attempt', step: step.path, number: 1, input: items.value });
    goOn(mover, step, action);
  },
  goOn,
};
