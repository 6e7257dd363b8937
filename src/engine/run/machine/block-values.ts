/** What the expressions of a block read: its own steps and those of the blocks around it. Step names are unique in a whole template. */
import type { TemplateValues } from '../../template/template-graph.ts';
import type { BlockState, RunState, StepState } from './state.ts';

const stepNamed = (from: BlockState, name: string): StepState | undefined => {
  for (let block: BlockState | undefined = from; block !== undefined; block = block.owner?.block) {
    const place = block.plan.places.get(name);
    if (place !== undefined) return block.steps[place];
  }
  return undefined;
};

/** The nearest block that is an item, or a round. */
const nearest = (from: BlockState, is: (block: BlockState) => boolean): BlockState | undefined => {
  let block: BlockState | undefined = from;
  while (block !== undefined && !is(block)) block = block.owner?.block;
  return block;
};

/** @param loop of the round that may come next, where that is asked for. */
export const blockValues = (state: RunState, block: BlockState, loop?: BlockState['loop']): TemplateValues => {
  const values: TemplateValues = {
    input: state.input,
    output: (name) => stepNamed(block, name)?.output,
    error: (name) => stepNamed(block, name)?.failure,
  };
  if (block.owner === undefined) return loop === undefined ? values : { ...values, loop };
  const item = nearest(block, (each) => each.item !== undefined);
  const round = loop ?? nearest(block, (each) => each.loop !== undefined)?.loop;
  return {
    ...values,
    ...(item?.item !== undefined && { item: item.item, index: Number(item.name) }),
    ...(round !== undefined && { loop: round }),
  };
};
