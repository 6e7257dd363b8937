/** What is the same for every opening of a block: who waits for whom, by place. Made once for each compiled block. */
import type { Block, GraphStep } from '../../template/template-graph.ts';

/** A step in its block. */
export type StepPlan = {
  readonly step: GraphStep;
  /** Edges that lead here, each step at most once: where one both needs a step and is chosen by it, the choice has the last word. */
  readonly edges: number;
  /** How many of them have to be met. */
  readonly needed: number;
  readonly outgoing: readonly { readonly to: number; readonly chosen: boolean }[];
  /** It has a timeout that the machine watches. */
  readonly timed: boolean;
};

export type BlockPlan = {
  readonly block: Block;
  readonly steps: readonly StepPlan[];
  /** Places of the steps in `steps`. */
  readonly places: ReadonlyMap<string, number>;
};

const plans = new WeakMap<Block, BlockPlan>();

const makePlan = (block: Block): BlockPlan => {
  const places = new Map(block.steps.map(({ name }, place) => [name, place]));
  const incoming = block.steps.map(({ edges }) => {
    const sources = new Map<string, boolean>();
    for (const { from, chosen } of edges) sources.set(from, chosen || sources.get(from) === true);
    return sources;
  });
  const outgoing = block.steps.map((): { to: number; chosen: boolean }[] => []);
  for (const [to, sources] of incoming.entries()) {
    for (const [from, chosen] of sources) outgoing[places.get(from) ?? -1]?.push({ to, chosen });
  }
  const steps = block.steps.map((step, place): StepPlan => {
    const edges = incoming[place]?.size ?? 0;
    const { scheduleToStartMs, startToCloseMs, scheduleToCloseMs } = step.timeouts;
    return {
      step,
      edges,
      needed: step.join === 'all' || edges === 0 ? edges : step.join,
      outgoing: outgoing[place] ?? [],
      timed: scheduleToStartMs !== undefined || startToCloseMs !== undefined || scheduleToCloseMs !== undefined,
    };
  });
  return { block, steps, places };
};

export const blockPlan = (block: Block): BlockPlan => {
  const known = plans.get(block);
  if (known !== undefined) return known;
  const plan = makePlan(block);
  plans.set(block, plan);
  return plan;
};
