/** Every step of a template, also those inside of others. */
import { pointerTo } from '../model/json-pointer.ts';
import type { BlockDocument, TemplateStep } from '../model/template-document.ts';
import { innerBlocks } from './inner-blocks.ts';

export type PlacedStep = {
  readonly name: string;
  readonly step: TemplateStep;
  readonly pointer: string;
  /** Pointer of the block that it stands in; "" is the template itself. */
  readonly block: string;
  /** Whether it is well formed. Of others only name and place may be used. */
  readonly isSound: boolean;
};

export type PlacedBlock = { readonly block: BlockDocument; readonly pointer: string; readonly steps: readonly PlacedStep[] };

/**
 * The template's own steps first, then block by block those inside of them; with a list of what is still to be looked into instead of recursion.
 * @param isSound by pointer. Nothing is looked for inside of steps that are not well formed.
 */
export const eachBlock = (document: BlockDocument, isSound: (pointer: string) => boolean = () => true): readonly PlacedBlock[] => {
  const found: PlacedBlock[] = [];
  const waiting: { readonly block: BlockDocument; readonly pointer: string }[] = [{ block: document, pointer: '' }];
  for (let place = 0; place < waiting.length; place++) {
    const { block, pointer: at } = waiting[place] as (typeof waiting)[number];
    const steps = Object.entries(block.steps).map(([name, step]): PlacedStep => {
      const pointer = pointerTo(at, 'steps', name);
      return { name, step, pointer, block: at, isSound: isSound(pointer) };
    });
    found.push({ block, pointer: at, steps });
    for (const { step, pointer, isSound: sound } of steps) if (sound) waiting.push(...innerBlocks(step, pointer));
  }
  return found;
};

export const eachStep = (document: BlockDocument, isSound?: (pointer: string) => boolean): readonly PlacedStep[] =>
  eachBlock(document, isSound).flatMap(({ steps }) => steps);
