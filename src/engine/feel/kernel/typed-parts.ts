/** The parts of an expression that are computed before it, for those that bind no names. */
import type { Typed } from '../typed.ts';

/** Undefined where the parts are not all computed once, or not in the same surroundings. */
export const partsOf = (typed: Typed): readonly Typed[] | undefined => {
  switch (typed.node) {
    case 'literal':
    case 'name':
    case 'local':
      return [];
    case 'field':
    case 'project':
    case 'date-part':
    case 'negate':
    case 'is-null':
    case 'not':
      return [typed.of];
    case 'keyed':
      return [typed.of, typed.key];
    case 'arithmetic':
    case 'join':
    case 'compare':
    case 'and':
    case 'or':
      return [typed.left, typed.right];
    case 'if':
      return [typed.condition, typed.then, typed.otherwise];
    case 'list':
      return typed.items;
    case 'item-at':
      return [typed.of, typed.index];
    case 'call':
      return typed.arguments;
    default:
      return undefined;
  }
};
