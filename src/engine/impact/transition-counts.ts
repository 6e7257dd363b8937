/** Where a case stands in the counts of a reform: its outcome before, its outcome after, and what happened to its amount. */

/** In the order of their codes. `undetermined`: either amount is null. */
export const CHANGES = ['none', 'gain', 'loss', 'undetermined'] as const;
export type Change = (typeof CHANGES)[number];

export const NONE = 0;
export const GAIN = 1;
export const LOSS = 2;
export const UNKNOWN = 3;

export const transitionCount = (outcomes: number): number => outcomes * outcomes * CHANGES.length;

/** Place of a case in the counts, given the codes of its outcomes, of its change, and the number of outcomes. */
export const transitionIndex = (from: number, to: number, change: number, outcomes: number): number =>
  (from * outcomes + to) * CHANGES.length + change;
