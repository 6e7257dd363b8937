/**
 * Finds the places of a pattern in a text: leftmost first, greedy unless told otherwise, by going back where it fails.
 *
 * A pattern such as `(a+)+b` has more ways through a text than anyone can wait for. So the steps are counted, and beyond the limit
 * there is no result; the same on every machine, as no clock is asked.
 */
import { PATTERN_CHOICES_MAX, PATTERN_STEPS_MAX } from '../limits.ts';
import { isSameCharacter } from './character-class.ts';
import type { Instruction, Program } from './compile-pattern.ts';

export type Match = {
  /** Positions in characters. */
  readonly from: number;
  readonly to: number;
  /** The texts of the groups, from group 1 on; undefined for one that took no part. */
  readonly groups: readonly (string | undefined)[];
};

/** A way that was not taken: where it goes on, and how much was kept by then. One of a run stands for all places down to `low`. */
type Choice = { readonly next: number; at: number; readonly low: number; readonly kept: number };

class Matcher {
  readonly #program: Program;
  readonly #characters: readonly string[];
  readonly #slots: number[];
  /** Slots and what they held before, so that going back can put it back. */
  readonly #kept: number[] = [];
  readonly #choices: Choice[] = [];
  #steps = 0;

  constructor(program: Program, characters: readonly string[]) {
    this.#program = program;
    this.#characters = characters;
    this.#slots = new Array<number>(program.slots).fill(-1);
  }

  /** Where the match that begins here ends, -1 where none does, undefined where finding out takes too long. */
  endOf(start: number): number | undefined {
    this.#slots.fill(-1);
    this.#kept.length = 0;
    this.#choices.length = 0;
    let next = 0;
    let at = start;
    for (;;) {
      if (++this.#steps > PATTERN_STEPS_MAX || this.#choices.length > PATTERN_CHOICES_MAX) return undefined;
      const instruction = this.#program.instructions[next] as Instruction;
      if (instruction.do === 'found') return at;
      if (instruction.do === 'split') {
        this.#choices.push({ next: instruction.second, at, low: at, kept: this.#kept.length });
        next = instruction.first;
        continue;
      }
      if (instruction.do === 'jump') {
        next = instruction.to;
        continue;
      }
      const end = this.#step(instruction, next, at);
      if (end >= 0) {
        at = end;
        next++;
        continue;
      }
      const choice = this.#goBack();
      if (choice === undefined) return -1;
      ({ next, at } = choice);
    }
  }

  groupTexts(): (string | undefined)[] {
    return Array.from({ length: this.#program.groups }, (_, index) => {
      const [from, to] = this.#group(index + 1);
      return from < 0 || to < 0 ? undefined : this.#characters.slice(from, to).join('');
    });
  }

  #group(number: number): readonly [from: number, to: number] {
    return [this.#slots[2 * number] as number, this.#slots[2 * number + 1] as number];
  }

  /** The position after the instruction, or -1 where it fails. */
  #step(instruction: Exclude<Instruction, { readonly do: 'found' | 'split' | 'jump' }>, next: number, at: number): number {
    const characters = this.#characters;
    switch (instruction.do) {
      case 'one':
        return at < characters.length && instruction.matches(characters[at] as string) ? at + 1 : -1;
      case 'run':
        return this.#run(instruction, next, at);
      case 'start':
        return at === 0 || (this.#program.flags.multiline && characters[at - 1] === '\n') ? at : -1;
      case 'end':
        return at === characters.length || (this.#program.flags.multiline && characters[at] === '\n') ? at : -1;
      case 'keep':
        this.#kept.push(instruction.slot, this.#slots[instruction.slot] as number);
        this.#slots[instruction.slot] = at;
        return at;
      case 'progress':
        return this.#slots[instruction.slot] === at ? -1 : at;
      case 'again':
        return this.#again(instruction.group, at);
    }
  }

  #run({ matches, min, max }: Extract<Instruction, { readonly do: 'run' }>, next: number, at: number): number {
    const characters = this.#characters;
    const last = Math.min(characters.length, at + max);
    let end = at;
    while (end < last && matches(characters[end] as string)) end++;
    this.#steps += end - at;
    const low = at + min;
    if (end < low) return -1;
    if (end > low) this.#choices.push({ next: next + 1, at: end - 1, low, kept: this.#kept.length });
    return end;
  }

  /** A group that has not taken part matches the empty text. */
  #again(group: number, at: number): number {
    const [from, to] = this.#group(group);
    if (from < 0 || to < 0) return at;
    for (let index = from; index < to; index++) {
      const character = this.#characters[at + index - from];
      if (character === undefined) return -1;
      if (!isSameCharacter(this.#characters[index] as string, character, this.#program.flags.ignoreCase)) return -1;
    }
    this.#steps += to - from;
    return at + to - from;
  }

  /** The last way that was not taken, with all slots as they were then. */
  #goBack(): { readonly next: number; readonly at: number } | undefined {
    const choice = this.#choices.at(-1);
    if (choice === undefined) return undefined;
    while (this.#kept.length > choice.kept) {
      const before = this.#kept.pop() as number;
      this.#slots[this.#kept.pop() as number] = before;
    }
    const { next, at } = choice;
    if (at > choice.low) choice.at--;
    else this.#choices.pop();
    return { next, at };
  }
}

/** All places that do not overlap, or only the first; undefined where the search takes too many steps. */
export const findMatches = (
  program: Program,
  characters: readonly string[],
  { firstOnly }: { readonly firstOnly: boolean },
): readonly Match[] | undefined => {
  const matcher = new Matcher(program, characters);
  const found: Match[] = [];
  for (let at = 0; at <= characters.length; ) {
    const end = matcher.endOf(at);
    if (end === undefined) return undefined;
    if (end < 0) {
      at++;
      continue;
    }
    found.push({ from: at, to: end, groups: matcher.groupTexts() });
    if (firstOnly) break;
    at = end === at ? at + 1 : end;
  }
  return found;
};
