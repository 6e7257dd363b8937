/** A look at a source before it is parsed: its size, how deep brackets nest, and texts that are not closed. */
import type { Problem } from '../model/problem.ts';
import { BRACKET_DEPTH_MAX, SOURCE_LENGTH_MAX } from './limits.ts';

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

type Mark =
  | { readonly at: number; readonly kind: 'open' | 'close'; readonly bracket: string }
  | { readonly at: number; readonly kind: 'open text' };

/** Brackets outside of texts and comments, up to a text that is not closed. */
function* marksOf(source: string): Generator<Mark> {
  for (let at = 0; at < source.length; at++) {
    const bracket = source[at] as string;
    if (bracket === '"') {
      const end = closingQuote(source, at);
      if (end === undefined) {
        yield { at, kind: 'open text' };
        return;
      }
      at = end;
    } else if (bracket === '/') {
      at = (commentEnd(source, at) ?? at + 1) - 1;
    } else if ('([{'.includes(bracket)) {
      yield { at, kind: 'open', bracket };
    } else if (')]}'.includes(bracket)) {
      yield { at, kind: 'close', bracket };
    }
  }
}

/** The brackets that are open at the end of a source, the outermost first. */
export const openBrackets = (source: string): readonly string[] => {
  const open: string[] = [];
  for (const mark of marksOf(source)) {
    if (mark.kind === 'open') open.push(mark.bracket);
    else open.pop();
  }
  return open;
};

/** What would keep the parser from a useful answer, or from any. Undefined if the source may be parsed. */
export const shapeProblem = (source: string): Problem | undefined => {
  if (source.length > SOURCE_LENGTH_MAX) {
    const message = `the expression is ${source.length} characters long`;
    return problem(SOURCE_LENGTH_MAX, source.length, message, `at most ${SOURCE_LENGTH_MAX} characters`);
  }
  let depth = 0;
  for (const { at, kind } of marksOf(source)) {
    if (kind === 'open text') return problem(at, source.length, 'the text that starts here is not closed', 'a closing " on the same line');
    depth = kind === 'open' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > BRACKET_DEPTH_MAX) {
      return problem(at, at + 1, `brackets are nested more than ${BRACKET_DEPTH_MAX} levels deep`, `at most ${BRACKET_DEPTH_MAX} levels`);
    }
  }
  return undefined;
};
