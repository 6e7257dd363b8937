/** Collects what a verification looked at, one sentence for each thing, and goes on as far as there is something to look at. */
import { Refusal } from '../model/problem.ts';
import type { Check } from '../model/trust.ts';

class NotReached extends Error {}

/** What an earlier look gave; where that failed, the look that asks for it is not made. */
export const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new NotReached();
  return value;
};

export type Look<T> = {
  /** What is looked at, as a sentence that is true where all is well. */
  readonly what: string;
  readonly found: (value: T) => string;
};

export type Findings = {
  readonly checks: readonly Check[];
  /**
   * Gives the value where the finding is good. A Refusal is a bad finding, in its own words. Those, and what `found` gives, are sentences without capital
   * letter and full stop.
   */
  look<T extends NonNullable<unknown>>(look: Look<T>, take: () => T): T | undefined;
  note(check: Check): void;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export const createFindings = (): Findings => {
  const checks: Check[] = [];
  const note = ({ what, outcome, found }: Check): void => {
    checks.push({ what, outcome, found: sentence(found) });
  };
  return {
    checks,
    look: ({ what, found }, take) => {
      try {
        const value = take();
        note({ what, outcome: 'good', found: found(value) });
        return value;
      } catch (error) {
        if (error instanceof Refusal) note({ what, outcome: 'bad', found: error.message });
        else if (error instanceof NotReached)
          note({ what, outcome: 'not-checked', found: 'what was found before leaves nothing to look at' });
        else throw error;
        return undefined;
      }
    },
    note,
  };
};
