/** The logic of a decision that holds at a date. */
import type { Decision, DecisionLogic } from '../model/policy-document.ts';
import { latestAt } from './dated.ts';

/** Before the first date of `from` the decision's own logic holds; undefined where it has none. */
export const logicAt = (decision: Decision, date: string): DecisionLogic | undefined => {
  const dated = decision.from === undefined ? undefined : latestAt(decision.from, date);
  if (dated !== undefined) return dated.value;
  if (decision.table !== undefined) return { table: decision.table };
  return decision.feel === undefined ? undefined : { feel: decision.feel };
};
