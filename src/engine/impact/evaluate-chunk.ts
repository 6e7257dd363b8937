/** Evaluates all sides of an impact for one chunk of units: what is stored, what it adds to the figures, and its part of the result tree. */
import type { ImpactJobSide } from '../job/protocol.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { Exact } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { Json } from '../model/json.ts';
import type { ColumnChunk } from '../model/population.ts';
import { type Context, Null, type Value } from '../model/value.ts';
import { type CompiledPolicy, compilePolicy } from '../policy/compile-policy.ts';
import { encodeColumn } from '../population/column-codec.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import { unitSalt } from '../population/unit-salt.ts';
import { aggregateChunk } from './aggregate-chunk.ts';
import { type AmountColumn, amountColumn, encodeAmounts } from './amount-column.ts';
import { type CaseDecision, createLeafText, leafData } from './case-leaf.ts';
import { groupColumns } from './group-column.ts';
import { type ChunkAnswer, OUTCOME_COLUMN, sideName } from './impact-part.ts';
import { outcomesOf } from './outcomes.ts';
import { chunkRoot } from './result-tree.ts';

export type ImpactSides = { readonly baseline: ImpactJobSide; readonly reforms: readonly ImpactJobSide[]; readonly by: readonly string[] };

/** A policy at a date, compiled, and what is asked of it. Sides that are the same policy at the same date share one. */
type Evaluator = {
  readonly policy: CompiledPolicy;
  readonly outcome: string;
  readonly amounts: readonly string[];
  /** The decisions to be evaluated. */
  readonly only: readonly string[];
};

/** One evaluator's decisions for a chunk, growing row by row. */
type Decided = { readonly outcomes: string[]; readonly amounts: (Exact | undefined)[][] };

/** Units after which the count of work done is told. */
const TOLD_EVERY = 256;

const createEvaluators = (sides: readonly ImpactJobSide[], by: readonly string[]) => {
  const evaluators: Evaluator[] = [];
  const known = new Map<string, number>();
  const evaluatorOf = sides.map(({ policy, date }, side) => {
    const key = canonicalJson([policy as unknown as Json, date]);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    // Only the baseline's decisions can be grouped by, and the baseline is the first side.
    const grouping = side === 0 ? by.filter((name) => Object.hasOwn(policy.decisions, name)) : [];
    const only = [policy.outcome, ...policy.amounts, ...grouping];
    known.set(key, evaluators.length);
    return evaluators.push({ policy: compilePolicy(policy, date), outcome: policy.outcome, amounts: policy.amounts, only }) - 1;
  });
  return { evaluators, evaluatorOf };
};

const outcomeText = (value: Value): string => {
  if (value instanceof Null) return UNDETERMINED;
  if (typeof value !== 'string') throw new TypeError('an outcome is a text');
  return value;
};

const amountOf = (value: Value): Exact | undefined => {
  if (value instanceof Null) return undefined;
  if (!(value instanceof Exact)) throw new TypeError('an amount is a number');
  return value;
};

/**
 * Makes the function that evaluates one chunk; policies are compiled once. `secret` is the population's. `told` is given numbers of units as
 * they are done. Refusals (`invalid`) come from amounts that cannot be summed and fields that make too many groups.
 */
export const createChunkEvaluator = (
  { baseline, reforms, by }: ImpactSides,
  secret: Uint8Array,
  told: (units: number) => void = () => undefined,
): ((chunk: UnitChunk) => ChunkAnswer) => {
  const sides = [baseline, ...reforms];
  const { evaluators, evaluatorOf } = createEvaluators(sides, by);
  const outcomes = outcomesOf(sides.map((side) => side.policy));
  const outcomeCodes = new Map(outcomes.map((outcome, code) => [outcome, code]));
  const leafText = createLeafText(sides.map((side) => side.policy.amounts));

  const decide = (evaluator: Evaluator, inputs: Context, decided: Decided) => {
    const evaluation = evaluator.policy.evaluate(inputs, { only: evaluator.only });
    const outcome = outcomeText(evaluation.value(evaluator.outcome));
    decided.outcomes.push(outcome);
    const texts = evaluator.amounts.map((name, i) => {
      const amount = amountOf(evaluation.value(name));
      (decided.amounts[i] as (Exact | undefined)[]).push(amount);
      return amount === undefined ? null : amount.toText();
    });
    return { evaluation, decision: { outcome, amounts: texts } satisfies CaseDecision };
  };

  return (chunk) => {
    const decided: Decided[] = evaluators.map((evaluator) => ({ outcomes: [], amounts: evaluator.amounts.map(() => []) }));
    const groups = groupColumns(chunk, by, baseline.policy);
    const leaves: Uint8Array[] = [];
    for (let row = 0; row < chunk.units; row++) {
      const inputs = chunk.inputs(row);
      const cases = evaluators.map((evaluator, i) => decide(evaluator, inputs, decided[i] as Decided));
      groups.add(row, (cases[0] as (typeof cases)[number]).evaluation);
      const unit = chunk.unitId(row);
      const rowText = leafText(
        unit,
        evaluatorOf.map((i) => (cases[i] as (typeof cases)[number]).decision),
      );
      leaves.push(leafData(unitSalt(secret, unit), rowText));
      if (row % TOLD_EVERY === TOLD_EVERY - 1) told(TOLD_EVERY);
    }
    told(chunk.units % TOLD_EVERY);

    const amounts = decided.map(({ amounts: own }, i) =>
      own.map((values, at) => amountColumn((evaluators[i] as Evaluator).amounts[at] as string, values)),
    );
    const codes = decided.map((own) => Uint32Array.from(own.outcomes, (outcome) => outcomeCodes.get(outcome) as number));
    const columns = evaluatorOf.map((i) => ({ outcomes: codes[i] as Uint32Array, amount: amounts[i]?.[0] }));
    const aggregate = aggregateChunk({
      units: chunk.units,
      outcomeCount: outcomes.length,
      baseline: columns[0] as (typeof columns)[number],
      reforms: columns.slice(1),
      groups: groups.columns(),
    });
    const stored = evaluatorOf.map((i, side): readonly ColumnChunk[] => {
      const place = { list: sideName(side), chunk: chunk.index };
      const own = (amounts[i] as AmountColumn[]).map((amount, at) =>
        encodeAmounts({ ...place, column: (sides[side] as ImpactJobSide).policy.amounts[at] as string }, amount),
      );
      return [
        encodeColumn({ ...place, column: OUTCOME_COLUMN }, { type: 'enum', values: outcomes }, (decided[i] as Decided).outcomes),
        ...own,
      ];
    });
    return {
      aggregate,
      part: { chunk: chunk.index, units: chunk.units, root: chunkRoot(leaves), sides: stored, transitions: aggregate.transitions },
    };
  };
};
