/** The blocks that stand inside of a step: branches, what is done with each item, the body of a loop. */
import { pointerTo } from '../model/json-pointer.ts';
import type { BlockDocument, TemplateStep } from '../model/template-document.ts';

/** `pointer`: where the block stands; its steps are at "<pointer>/steps". */
export type InnerBlock = { readonly block: BlockDocument; readonly pointer: string; readonly branch?: string };

/** @param at where the step stands. */
export const innerBlocks = (step: TemplateStep, at: string): readonly InnerBlock[] => {
  switch (step.type) {
    case 'parallel':
      return Object.entries(step.branches).map(([branch, block]) => ({ block, branch, pointer: pointerTo(at, 'branches', branch) }));
    case 'map':
      return [{ block: step.each, pointer: pointerTo(at, 'each') }];
    case 'loop':
      return [{ block: step.body, pointer: pointerTo(at, 'body') }];
    default:
      return [];
  }
};
