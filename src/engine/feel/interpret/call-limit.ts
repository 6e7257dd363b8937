/**
 * Limits of calls: how deep functions that call functions may nest, and how much all of them may do.
 *
 * One evaluation may go through several expressions (a decision asks for others, a function of one is called in another), and it
 * is synchronous: so what is left is counted here, once for the thread, and begins anew with each outermost evaluation.
 */
import type { Null, Value } from '../../model/value.ts';
import { CALL_LEVELS_MAX, ITEMS_MAX } from '../limits.ts';
import { nullOf } from '../null-of.ts';
import type { Frame } from './frame.ts';

const used = { levels: 0, items: 0 };

/** Runs what nests `levels` levels of the tree deep, or gives a null where too many are entered already. */
export const withinLevels = <T>(levels: number, at: string, work: () => T): T | Null => {
  if (used.levels === 0) used.items = 0;
  else if (used.levels + levels > CALL_LEVELS_MAX) return nullOf('error', at, 'functions call each other too deep');
  used.levels += levels;
  try {
    return work();
  } finally {
    used.levels -= levels;
  }
};

/** Runs an expression, or the body of a function, in a frame of its own, which may visit what others have left. It is an item itself. */
export const withinItems = <T extends Value>(frame: Frame, at: string, run: (frame: Frame) => T): T | Null => {
  const left = ITEMS_MAX - used.items;
  if (left <= 0) return nullOf('error', at, `functions are called or items visited more than ${ITEMS_MAX} times`);
  used.items++;
  frame.itemsLeft = left;
  const result = run(frame);
  used.items += left - frame.itemsLeft;
  return result;
};
