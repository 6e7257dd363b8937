/** Dates among the options of a command. */
import { parseDate } from '../../engine/model/calendar.ts';
import { refuse } from '../../engine/model/problem.ts';

/** The text of a calendar date, or a refusal that names the option. */
export const readDate = (option: string, text: string): string => {
  if (parseDate(text) !== undefined) return text;
  const message = `--${option} is "${text}"`;
  return refuse('invalid', message, [{ message, expected: 'a calendar date, such as 2025-03-01' }]);
};
