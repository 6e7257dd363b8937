/** Checks as a verifier tells of them: what was looked at, and what was found. */
import type { Check } from '../../model/trust.ts';

/** A sentence on what is wrong, or undefined. */
export type Flaw = string | undefined;

export const good = (what: string, found: string): Check => ({ what, outcome: 'good', found });
export const bad = (what: string, found: string): Check => ({ what, outcome: 'bad', found });
export const notChecked = (what: string, why: string): Check => ({ what, outcome: 'not-checked', found: why });

/** Good with `found`, unless there is a flaw. */
export const checkOf = (what: string, flaw: Flaw, found: string): Check => (flaw === undefined ? good(what, found) : bad(what, flaw));

/** The first flaw of many things that are looked at. */
export const firstFlaw = <T>(things: Iterable<T>, flawOf: (thing: T) => Flaw): Flaw => {
  for (const thing of things) {
    const flaw = flawOf(thing);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
};
