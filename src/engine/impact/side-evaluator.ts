/** Decides cases by one policy at one date, and keeps what it decided as columns. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { Exact } from '../model/exact.ts';
import type { ColumnChunk } from '../model/population.ts';
import type { Context } from '../model/value.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { compilePolicy, type Evaluation } from '../policy/compile-policy.ts';
import { encodeColumn } from '../population/column-codec.ts';
import type { SideColumns } from './aggregate-chunk.ts';
import { amountColumn, encodeAmounts } from './amount-column.ts';
import type { LeafSide } from './case-leaf.ts';
import { OUTCOME_COLUMN } from './impact-part.ts';

/** One chunk's decisions while they are made. */
export type ChunkDecisions = {
  /** Decides the next case of the chunk. */
  decide(inputs: Context): { readonly evaluation: Evaluation; readonly decision: LeafSide };
  /** When all are decided: what they add to the figures, and what is stored under the name of a side. */
  finish(): { readonly columns: SideColumns; stored(list: string): readonly ColumnChunk[] };
};

export type SideEvaluator = { begin(chunk: number): ChunkDecisions };

/** `outcomes` are those of the whole impact; `further` names decisions that are asked for besides the outcome and the amounts. */
export const createSideEvaluator = (
  { policy, date }: ImpactJobSide,
  outcomes: readonly string[],
  further: readonly string[],
): SideEvaluator => {
  const compiled = compilePolicy(policy, date);
  const codes = new Map(outcomes.map((outcome, code) => [outcome, code]));
  const only = [policy.outcome, ...policy.amounts, ...further];

  const begin = (chunk: number): ChunkDecisions => {
    const decided: string[] = [];
    const amounts = policy.amounts.map((name) => ({ name, values: [] as (Exact | undefined)[] }));
    return {
      decide: (inputs) => {
        const evaluation = compiled.evaluate(inputs, { only });
        const outcome = outcomeOf(policy, evaluation);
        decided.push(outcome);
        const texts = amounts.map(({ name, values }) => {
          const amount = amountOf(name, evaluation);
          values.push(amount);
          return amount === undefined ? null : amount.toText();
        });
        return { evaluation, decision: { outcome, amounts: texts } };
      },
      finish: () => {
        const sums = amounts.map(({ name, values }) => ({ name, column: amountColumn(name, values) }));
        return {
          columns: { outcomes: Uint32Array.from(decided, (outcome) => codes.get(outcome) as number), amount: sums[0]?.column },
          stored: (list) => [
            encodeColumn({ list, chunk, column: OUTCOME_COLUMN }, { type: 'enum', values: outcomes }, decided),
            ...sums.map(({ name, column }) => encodeAmounts({ list, chunk, column: name }, column)),
          ],
        };
      },
    };
  };
  return { begin };
};
