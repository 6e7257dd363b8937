/** What the audit entry of a move says in the open: how the run stands, and how steps ended. */
import type { JsonObject } from '../../model/json.ts';
import type { RunRecord } from '../../run/run-state.ts';

/** An entry stays short; all the rest stands in what it commits to. */
const STEPS_MAX = 100;

/** Whether the path leads through an item or a round, which are numbered: a map may have a hundred thousand of them. */
const isNumbered = (path: string): boolean => /(^|\/)\d+(\/|$)/.test(path);

/** `status`: of the run. `steps`: by path, how those ended that ended in this move, outside of maps and loops, at most 100. */
export const moveDetail = (status: string, records: readonly RunRecord[]): JsonObject => {
  const ended = records
    .flatMap((record) => (record.type === 'end' && !isNumbered(record.step) ? [[record.step, record.status] as const] : []))
    .slice(0, STEPS_MAX);
  return ended.length === 0 ? { status } : { status, steps: Object.fromEntries(ended) };
};
