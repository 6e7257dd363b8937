/** Whether a document is nested no deeper than the checks can walk. */
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';

/** Blocks inside of each other. A template that people can follow has two or three. */
const BLOCKS_MAX = 8;
const LEVELS_MAX = 100;

type Place = { readonly value: Json; readonly pointer: string; readonly levels: number; readonly blocks: number };

/** A step's own parts that hold blocks. */
const isBlockKey = (key: string): boolean => key === 'each' || key === 'body' || key === 'branches';

/** The first part that lies too deep, if any does. Looks at the whole document with a list instead of recursion. */
export const checkNesting = (document: Json): readonly Problem[] => {
  const waiting: Place[] = [{ value: document, pointer: '', levels: 0, blocks: 0 }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, pointer, levels, blocks } = place;
    if (typeof value !== 'object' || value === null) continue;
    if (blocks > BLOCKS_MAX)
      return [
        {
          pointer,
          message: `more than ${BLOCKS_MAX} blocks stand inside of each other`,
          expected: 'a template of its own for the inner ones, which a workflow step runs',
        },
      ];
    if (levels > LEVELS_MAX) return [{ pointer, message: `more than ${LEVELS_MAX} levels stand inside of each other` }];
    const holdsSteps = !Array.isArray(value) && pointer.split('/').at(-2) === 'steps';
    for (const [key, part] of Object.entries(value)) {
      waiting.push({
        value: part,
        pointer: pointerTo(pointer, key),
        levels: levels + 1,
        blocks: blocks + (holdsSteps && isBlockKey(key) ? 1 : 0),
      });
    }
  }
  return [];
};
