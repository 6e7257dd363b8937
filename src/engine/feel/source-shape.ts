/** A look at a source before it is parsed: its size, how deep brackets nest, and texts that are not closed. */
import type { Problem } from '../model/problem.ts';
import { NESTING_MAX, SOURCE_LENGTH_MAX } from './limits.ts';

const problem = (from: number, to: number, message: string, expected: string): Problem => ({ range: { from, to }, message, expected });

/** Position after the comment that starts here, or undefined where none does. */
const commentEnd = (source: string, at: number): number | undefined => {
  if (source[at] !== '/') return undefined;
  if (source[at + 1] === '/') {
    const end = source.indexOf('\n', at);
    return end < 0 ? source.length : end;
  }
  if (source[at + 1] !== '*') return undefined;
  const end = source.indexOf('*/', at + 2);
  return end < 0 ? source.length : end + 2;
};

/** Position of the closing quote of the text that opens here, or undefined. A text ends on its line. */
const closingQuote = (source: string, open: number): number | undefined => {
  for (let at = open + 1; at < source.length && source[at] !== '\n'; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"') return at;
  }
  return undefined;
};

/** What would keep the parser from a useful answer, or from any. Undefined if the source may be parsed. */
export const shapeProblem = (source: string): Problem | undefined => {
  if (source.length > SOURCE_LENGTH_MAX) {
    const message = `the expression is ${source.length} characters long`;
    return problem(SOURCE_LENGTH_MAX, source.length, message, `at most ${SOURCE_LENGTH_MAX} characters`);
  }
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    if (character === '"') {
      const end = closingQuote(source, at);
      if (end === undefined) return problem(at, source.length, 'the text that starts here is not closed', 'a closing " on the same line');
      at = end;
    } else if (character === '/') {
      at = (commentEnd(source, at) ?? at + 1) - 1;
    } else if ('([{'.includes(character)) {
      if (++depth > NESTING_MAX) {
        return problem(at, at + 1, `brackets are nested more than ${NESTING_MAX} levels deep`, `at most ${NESTING_MAX} levels`);
      }
    } else if (')]}'.includes(character)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return undefined;
};
