/** Evaluates all sides of an impact for one chunk of units: what is stored, what it adds to the figures, and its part of the result tree. */
import type { ImpactJobSide } from '../job/protocol.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import { unitSalt } from '../population/unit-salt.ts';
import { aggregateChunk } from './aggregate-chunk.ts';
import { createLeafText, leafData } from './case-leaf.ts';
import { groupColumns } from './group-column.ts';
import { type ChunkAnswer, sideName } from './impact-part.ts';
import { outcomesOf } from './outcomes.ts';
import { chunkRoot } from './result-tree.ts';
import { createSideEvaluator, type SideEvaluator } from './side-evaluator.ts';

export type ImpactSides = {
  readonly baseline: ImpactJobSide;
  readonly reforms: readonly ImpactJobSide[];
  readonly by: readonly string[];
};

/** Units after which the count of work done is told. */
const TOLD_EVERY = 256;

/** One evaluator for all sides that are the same policy at the same date, and per side which. */
const createEvaluators = (sides: readonly ImpactJobSide[], by: readonly string[], outcomes: readonly string[]) => {
  const evaluators: SideEvaluator[] = [];
  const known = new Map<string, number>();
  const evaluatorOf = sides.map((side, index) => {
    const key = canonicalJson([side.policy as unknown as Json, side.date]);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    known.set(key, evaluators.length);
    // Cases are grouped by decisions of the baseline, which is the first side.
    const grouping = index === 0 ? by.filter((name) => Object.hasOwn(side.policy.decisions, name)) : [];
    return evaluators.push(createSideEvaluator(side, outcomes, grouping)) - 1;
  });
  return { evaluators, evaluatorOf };
};

/** For an index that was made from the same list. */
const at = <T>(list: readonly T[], index: number): T => list[index] as T;

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
  const outcomes = outcomesOf(sides.map(({ policy }) => policy));
  const { evaluators, evaluatorOf } = createEvaluators(sides, by, outcomes);
  const leafText = createLeafText(sides.map(({ policy }) => policy.amounts));

  return (chunk) => {
    const decisions = evaluators.map((evaluator) => evaluator.begin(chunk.index));
    const groups = groupColumns(chunk, by, baseline.policy);
    const leaves: Uint8Array[] = [];
    for (let row = 0; row < chunk.units; row++) {
      const inputs = chunk.inputs(row);
      const cases = decisions.map((side) => side.decide(inputs));
      groups.add(row, at(cases, 0).evaluation);
      const unit = chunk.unitId(row);
      const rowText = leafText(
        unit,
        evaluatorOf.map((index) => at(cases, index).decision),
      );
      leaves.push(leafData(unitSalt(secret, unit), rowText));
      if (row % TOLD_EVERY === TOLD_EVERY - 1) told(TOLD_EVERY);
    }
    told(chunk.units % TOLD_EVERY);

    const finished = decisions.map((side) => side.finish());
    const columns = evaluatorOf.map((index) => at(finished, index).columns);
    const aggregate = aggregateChunk({
      units: chunk.units,
      outcomeCount: outcomes.length,
      baseline: at(columns, 0),
      reforms: columns.slice(1),
      groups: groups.columns(),
    });
    const part = {
      chunk: chunk.index,
      units: chunk.units,
      root: chunkRoot(leaves),
      sides: evaluatorOf.map((index, side) => at(finished, index).stored(sideName(side))),
      transitions: aggregate.transitions,
    };
    return { aggregate, part };
  };
};
