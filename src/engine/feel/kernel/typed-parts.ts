/** The parts of an expression that are computed before it, for those that bind no names. */
import type { Typed } from '../typed.ts';
import { childrenOf } from '../typed-children.ts';

/** Their parts are all computed once, and in the surroundings of the whole. */
const PLAIN: ReadonlySet<Typed['node']> = new Set([
  'literal',
  'name',
  'local',
  'field',
  'project',
  'date-part',
  'negate',
  'is-null',
  'not',
  'keyed',
  'arithmetic',
  'join',
  'compare',
  'and',
  'or',
  'if',
  'list',
  'item-at',
  'call',
]);

/** Undefined where the parts are not all computed once, or not in the same surroundings. */
export const partsOf = (typed: Typed): readonly Typed[] | undefined => (PLAIN.has(typed.node) ? childrenOf(typed) : undefined);
