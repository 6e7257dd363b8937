/** What the making of column code for one expression carries: where names come from, what is bound, and how deep in loops it is. */
import { ITEMS_MAX } from '../limits.ts';
import type { Slot } from '../slot.ts';
import type { Typed } from '../typed.ts';
import type { ConstantOf } from './interpreted.ts';
import { notCompilable } from './not-compilable.ts';
import type { Bench } from './number.ts';
import type { KernelValue, ListValue } from './value.ts';

/** Loops that are open while a kernel is made: how deep, and how often their body runs for one unit at most. */
export type Nesting = { depth: number; rounds: bigint };

/** What all expressions of a kernel share. */
export type KernelBench = Bench & { readonly nesting: Nesting };

/** Where an expression's free names come from. */
export type KernelNames = { readonly constantOf: ConstantOf; readonly lookup: (name: string) => KernelValue };

export type Lowering = {
  readonly bench: KernelBench;
  readonly names: KernelNames;
  /** By slot: what is bound. */
  readonly slots: KernelValue[];
  /** Items that the interpreter would visit at most. */
  visits: bigint;
  readonly lower: (lowering: Lowering, typed: Typed) => KernelValue;
};

export const bind = (lowering: Lowering, slot: Slot, value: KernelValue): void => {
  lowering.slots[slot] = value;
};

/** Past its limit of items the interpreter gives a null, and column code would not. */
export const countVisits = (lowering: Lowering, { most }: ListValue): void => {
  lowering.visits += most * lowering.bench.nesting.rounds;
  if (lowering.visits > BigInt(ITEMS_MAX)) notCompilable('it may go through too many items');
};
