/** Checks in the order in which a reader needs them: what is bad first, then as they were made; and how many of them are bad or were not made. */
import type { Check } from '../../../engine/model/index.ts';

export const checksInOrder = (checks: readonly Check[]): readonly Check[] => [
  ...checks.filter(({ outcome }) => outcome === 'bad'),
  ...checks.filter(({ outcome }) => outcome !== 'bad'),
];

export const countsOf = (checks: readonly Check[]): { readonly bad: number; readonly open: number } => ({
  bad: checks.filter(({ outcome }) => outcome === 'bad').length,
  open: checks.filter(({ outcome }) => outcome === 'not-checked').length,
});
