/**
 * Finds the places of a pattern in a text: leftmost first, greedy unless told otherwise, by going back where it fails.
 *
 * A pattern such as `(a+)+b` has more ways through a text than anyone can wait for. So the steps are counted, and beyond the limit
 * there is no result; the same on every machine, as no clock is asked.
 */
import { PATTERN_DEPTH_MAX, PATTERN_STEPS_MAX } from '../limits.ts';
import { isSameCharacter } from './character-class.ts';
import type { Flags, ParsedPattern, Pattern } from './parse-pattern.ts';

type State = {
  readonly characters: readonly string[];
  readonly flags: Flags;
  /** Where each group began and ended last; -1 before. Group 0 is not kept here. */
  readonly starts: number[];
  readonly ends: number[];
  readonly counts: number[];
  readonly froms: number[];
  depth: number;
  steps: number;
};

/** Carries the end of a costly search out of its recursion, to `findAll`. */
class TooCostly extends Error {}

/** Where the match ends if it goes on from here, or -1. */
type Step = (state: State, at: number) => number;

const count = (state: State): void => {
  if (++state.steps > PATTERN_STEPS_MAX) throw new TooCostly();
};

type Builder = { loops: number };

const build = (builder: Builder, pattern: Pattern, next: Step): Step => {
  switch (pattern.kind) {
    case 'one': {
      const { matches } = pattern;
      return (state, at) => {
        count(state);
        const character = state.characters[at];
        return character !== undefined && matches(character) ? next(state, at + 1) : -1;
      };
    }
    case 'start':
      return (state, at) => (at === 0 || (state.flags.multiline && state.characters[at - 1] === '\n') ? next(state, at) : -1);
    case 'end':
      return (state, at) =>
        at === state.characters.length || (state.flags.multiline && state.characters[at] === '\n') ? next(state, at) : -1;
    case 'sequence':
      return pattern.items.reduceRight<Step>((rest, item) => build(builder, item, rest), next);
    case 'choice': {
      const options = pattern.options.map((option) => build(builder, option, next));
      return (state, at) => {
        for (const option of options) {
          const end = option(state, at);
          if (end >= 0) return end;
        }
        return -1;
      };
    }
    case 'group':
      return pattern.number === undefined ? build(builder, pattern.of, next) : buildGroup(builder, pattern.number, pattern.of, next);
    case 'again':
      return buildAgain(pattern.group, next);
    case 'repeat':
      return pattern.of.kind === 'one' ? buildRun(pattern, pattern.of.matches, next) : buildLoop(builder, pattern, next);
  }
};

const buildGroup = (builder: Builder, group: number, of: Pattern, next: Step): Step => {
  const loop = builder.loops++;
  const inside = build(builder, of, (state, at) => {
    const [start, end] = [state.starts[group] ?? -1, state.ends[group] ?? -1];
    state.starts[group] = state.froms[loop] ?? -1;
    state.ends[group] = at;
    const result = next(state, at);
    if (result < 0) [state.starts[group], state.ends[group]] = [start, end];
    return result;
  });
  return (state, at) => {
    const from = state.froms[loop] ?? -1;
    state.froms[loop] = at;
    const result = inside(state, at);
    state.froms[loop] = from;
    return result;
  };
};

/** A group that has not taken part matches the empty text. */
const buildAgain =
  (group: number, next: Step): Step =>
  (state, at) => {
    const [start, end] = [state.starts[group] ?? -1, state.ends[group] ?? -1];
    if (start < 0) return next(state, at);
    for (let index = start; index < end; index++) {
      count(state);
      const character = state.characters[at + index - start];
      if (character === undefined || !isSameCharacter(state.characters[index] as string, character, state.flags.ignoreCase)) return -1;
    }
    return next(state, at + end - start);
  };

type Repeat = Extract<Pattern, { readonly kind: 'repeat' }>;

/** Repetition of one character, without recursion. */
const buildRun = ({ min, max, isLazy }: Repeat, matches: (character: string) => boolean, next: Step): Step => {
  const fits = (state: State, at: number): boolean => {
    count(state);
    const character = state.characters[at];
    return character !== undefined && matches(character);
  };
  if (isLazy) {
    return (state, at) => {
      let length = 0;
      for (; length < min; length++) if (!fits(state, at + length)) return -1;
      for (;;) {
        const end = next(state, at + length);
        if (end >= 0 || length >= max || !fits(state, at + length)) return end;
        length++;
      }
    };
  }
  return (state, at) => {
    let length = 0;
    while (length < max && fits(state, at + length)) length++;
    for (; length >= min; length--) {
      const end = next(state, at + length);
      if (end >= 0) return end;
    }
    return -1;
  };
};

const buildLoop = (builder: Builder, { of, min, max, isLazy }: Repeat, next: Step): Step => {
  const loop = builder.loops++;
  /** With the number of rounds and the start of the last one, which are put back on the way out. */
  const within = (state: State, rounds: number, from: number, run: () => number): number => {
    const [outerRounds, outerFrom] = [state.counts[loop] ?? 0, state.froms[loop] ?? -1];
    state.counts[loop] = rounds;
    state.froms[loop] = from;
    const end = run();
    state.counts[loop] = outerRounds;
    state.froms[loop] = outerFrom;
    return end;
  };
  const goOn: Step = (state, at) => {
    count(state);
    if (++state.depth > PATTERN_DEPTH_MAX) throw new TooCostly();
    const rounds = state.counts[loop] ?? 0;
    const again = (): number => (rounds < max ? within(state, rounds + 1, at, () => round(state, at)) : -1);
    let end = -1;
    if (rounds < min) end = again();
    else if (isLazy) {
      end = next(state, at);
      if (end < 0) end = again();
    } else {
      end = again();
      if (end < 0) end = next(state, at);
    }
    state.depth--;
    return end;
  };
  /** A round that took nothing is not followed by another. */
  const round = build(builder, of, (state, at) => {
    const isEmpty = state.froms[loop] === at;
    return isEmpty && (state.counts[loop] ?? 0) > min ? -1 : isEmpty ? next(state, at) : goOn(state, at);
  });
  return (state, at) => within(state, 0, -1, () => goOn(state, at));
};

export type Match = {
  /** Positions in characters. */
  readonly from: number;
  readonly to: number;
  /** The texts of the groups, from group 1 on; undefined for one that took no part. */
  readonly groups: readonly (string | undefined)[];
};

/** All places that do not overlap, or only the first; undefined where the search takes too many steps. */
export const findMatches = (
  { pattern, groups, flags }: ParsedPattern,
  characters: readonly string[],
  { firstOnly }: { readonly firstOnly: boolean },
): readonly Match[] | undefined => {
  const run = build({ loops: 0 }, pattern, (_, at) => at);
  const found: Match[] = [];
  const state: State = { characters, flags, starts: [], ends: [], counts: [], froms: [], depth: 0, steps: 0 };
  try {
    for (let at = 0; at <= characters.length; ) {
      state.starts.length = 0;
      state.ends.length = 0;
      const end = run(state, at);
      if (end < 0) {
        at++;
        continue;
      }
      found.push({ from: at, to: end, groups: groupTexts(state, groups) });
      if (firstOnly) break;
      at = end === at ? at + 1 : end;
    }
  } catch (error) {
    if (error instanceof TooCostly) return undefined;
    throw error;
  }
  return found;
};

const groupTexts = ({ characters, starts, ends }: State, groups: number): (string | undefined)[] =>
  Array.from({ length: groups }, (_, index) => {
    const start = starts[index + 1] ?? -1;
    return start < 0 ? undefined : characters.slice(start, ends[index + 1]).join('');
  });
