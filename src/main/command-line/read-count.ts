/** Whole numbers among the options of a command. */
import { refuse } from '../../engine/model/problem.ts';

const COUNT_MAX = 10_000_000;

/** A whole number from 1 to `max`, or a refusal that names the option. */
export const readCount = (option: string, text: string, max = COUNT_MAX): number => {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= max) return count;
  const message = `--${option} is "${text}"`;
  return refuse('invalid', message, [{ message, expected: `a whole number from 1 to ${max}` }]);
};
