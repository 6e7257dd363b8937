/** Keeps track of the runs of their own that a run's steps wait for. */
import type { Path, RunRecord } from './run-state.ts';

/** Changes `children` by what was written; gives those that nobody waits for any more. */
export const noteChildren = (children: Map<Path, string>, records: readonly RunRecord[]): readonly string[] => {
  let left: string[] | undefined;
  for (const record of records) {
    if (record.type === 'waiting' && record.wait.for === 'child') children.set(record.step, record.wait.run);
    else if (record.type === 'end') {
      const child = children.get(record.step);
      if (child === undefined) continue;
      children.delete(record.step);
      left ??= [];
      left.push(child);
    }
  }
  return left ?? [];
};
