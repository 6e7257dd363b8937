/** A pattern as a list of instructions, so that matching it needs no recursion: neither a long pattern nor a long text can exhaust the stack. */
import { PATTERN_SIZE_MAX } from '../limits.ts';
import type { Matches } from './character-class.ts';
import type { Flags, ParsedPattern, Pattern } from './parse-pattern.ts';

export type Instruction =
  | { readonly do: 'one'; readonly matches: Matches }
  /** As many as fit of one character, at least and at most so many; fewer if what follows fails. */
  | { readonly do: 'run'; readonly matches: Matches; readonly min: number; readonly max: number }
  | { readonly do: 'start' | 'end' }
  | { readonly do: 'found' }
  /** Goes on at `first`, and at `second` if that fails. */
  | { readonly do: 'split'; first: number; second: number }
  | { readonly do: 'jump'; readonly to: number }
  /** Keeps the position under a number. */
  | { readonly do: 'keep'; readonly slot: number }
  /** Fails if nothing was taken since the position was kept: a round that takes nothing is followed by no other. */
  | { readonly do: 'progress'; readonly slot: number }
  | { readonly do: 'again'; readonly group: number };

export type Program = {
  readonly instructions: readonly Instruction[];
  /** Group n begins at slot 2n and ends at slot 2n + 1; group 0 is not kept. */
  readonly groups: number;
  readonly slots: number;
  readonly flags: Flags;
};

type Builder = { readonly instructions: Instruction[]; slots: number };

class TooLarge extends Error {}

const emit = ({ instructions }: Builder, instruction: Instruction): number => {
  if (instructions.length >= PATTERN_SIZE_MAX) throw new TooLarge();
  return instructions.push(instruction) - 1;
};

const build = (builder: Builder, pattern: Pattern): void => {
  switch (pattern.kind) {
    case 'one':
      emit(builder, { do: 'one', matches: pattern.matches });
      return;
    case 'start':
    case 'end':
      emit(builder, { do: pattern.kind });
      return;
    case 'sequence':
      for (const item of pattern.items) build(builder, item);
      return;
    case 'choice':
      buildChoice(builder, pattern.options);
      return;
    case 'group':
      if (pattern.number !== undefined) emit(builder, { do: 'keep', slot: 2 * pattern.number });
      build(builder, pattern.of);
      if (pattern.number !== undefined) emit(builder, { do: 'keep', slot: 2 * pattern.number + 1 });
      return;
    case 'again':
      emit(builder, { do: 'again', group: pattern.group });
      return;
    case 'repeat':
      buildRepeat(builder, pattern);
  }
};

/** The split goes to the instruction after it; its other way is set when that is known. */
const emitSplit = (builder: Builder): { readonly do: 'split'; first: number; second: number } => {
  const split = { do: 'split' as const, first: 0, second: 0 };
  split.first = emit(builder, split) + 1;
  return split;
};

const emitJump = (builder: Builder): number => emit(builder, { do: 'jump', to: 0 });
const setJump = ({ instructions }: Builder, at: number): void => {
  instructions[at] = { do: 'jump', to: instructions.length };
};

const buildChoice = (builder: Builder, options: readonly Pattern[]): void => {
  const jumps: number[] = [];
  options.forEach((option, index) => {
    const split = index < options.length - 1 ? emitSplit(builder) : undefined;
    build(builder, option);
    if (split === undefined) return;
    jumps.push(emitJump(builder));
    split.second = builder.instructions.length;
  });
  for (const jump of jumps) setJump(builder, jump);
};

type Repeat = Extract<Pattern, { readonly kind: 'repeat' }>;

const buildRepeat = (builder: Builder, { of, min, max, isLazy }: Repeat): void => {
  if (of.kind === 'one' && !isLazy) {
    emit(builder, { do: 'run', matches: of.matches, min, max });
    return;
  }
  for (let count = 0; count < min; count++) build(builder, of);
  if (max === Number.POSITIVE_INFINITY) {
    buildLoop(builder, of, isLazy);
    return;
  }
  const leaves: { readonly do: 'split'; first: number; second: number }[] = [];
  for (let count = min; count < max; count++) {
    leaves.push(emitSplit(builder));
    build(builder, of);
  }
  for (const split of leaves) leaveAt(split, builder.instructions.length, isLazy);
};

/** A greedy split tries another round first, a lazy one tries to leave. */
const leaveAt = (split: { first: number; second: number }, end: number, isLazy: boolean): void => {
  if (isLazy) [split.first, split.second] = [end, split.first];
  else split.second = end;
};

const buildLoop = (builder: Builder, of: Pattern, isLazy: boolean): void => {
  const slot = builder.slots++;
  const begin = builder.instructions.length;
  const split = emitSplit(builder);
  emit(builder, { do: 'keep', slot });
  build(builder, of);
  emit(builder, { do: 'progress', slot });
  emit(builder, { do: 'jump', to: begin });
  leaveAt(split, builder.instructions.length, isLazy);
};

/** Undefined for a pattern whose repetitions make it too large. */
export const compilePattern = ({ pattern, groups, flags }: ParsedPattern): Program | undefined => {
  const builder: Builder = { instructions: [], slots: 2 * groups + 2 };
  try {
    build(builder, pattern);
    emit(builder, { do: 'found' });
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
  return { instructions: builder.instructions, groups, slots: builder.slots, flags };
};
