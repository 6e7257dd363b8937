/**
 * What is wrong where the syntax is wrong, and what was expected there.
 *
 * The parser says only where it had to recover. What it would have accepted is found by trying: each candidate is put in at
 * the error, and those with which the parser gets past it were expected. The repair that carries furthest is kept, and the
 * search goes on behind it, so that one source can have several errors and none of them is an echo of the one before.
 */
import type { Fix, Problem } from '../model/problem.ts';
import { REPAIR_LENGTH_MAX, REPAIRS_MAX } from './limits.ts';
import type { Tree } from './parser.ts';
import { openBrackets } from './source-shape.ts';
import type { Range } from './syntax.ts';

type Parse = (source: string) => Tree | undefined;

/** `isCloser`: closes all open brackets and does nothing else. */
type Candidate = { readonly insert: string; readonly expected: string; readonly isCloser?: true };

const OPERATOR = 'an operator';

/** In the order in which they are preferred and named. An operand stands after the words that need one. */
const CANDIDATES: readonly Candidate[] = [
  { insert: ' 0 ', expected: 'a value' },
  { insert: ' ) ', expected: '")"' },
  { insert: ' ] ', expected: '"]"' },
  { insert: ' } ', expected: '"}"' },
  { insert: ' then 0 ', expected: '"then"' },
  { insert: ' then 0 else 0 ', expected: '"then"' },
  { insert: ' then ', expected: '"then"' },
  { insert: ' else 0 ', expected: '"else"' },
  { insert: ' else ', expected: '"else"' },
  { insert: ' return 0 ', expected: '"return"' },
  { insert: ' return ', expected: '"return"' },
  { insert: ' satisfies 0 ', expected: '"satisfies"' },
  { insert: ' satisfies ', expected: '"satisfies"' },
  { insert: ' in ', expected: '"in"' },
  { insert: ' : ', expected: '":"' },
  { insert: ' .. 0 ', expected: '".."' },
  { insert: ' , ', expected: '","' },
  { insert: ' x : 0 ', expected: 'a key' },
  { insert: ' + ', expected: OPERATOR },
  { insert: ' = 0 and ', expected: OPERATOR },
];

/** Signs of other languages, how FEEL writes the same, and what to write in the sign's place where that is all. */
const FOREIGN: readonly (readonly [sign: string, hint: string, replacement?: string])[] = [
  ['&&', 'FEEL writes "and"', 'and'],
  ['||', 'FEEL writes "or"', 'or'],
  ['==', 'FEEL writes "=" for equality', '='],
  ['<>', 'FEEL writes "!=" for inequality', '!='],
  ['!', 'FEEL writes not(…)'],
  ['%', 'FEEL writes modulo(dividend, divisor); a percentage is a number such as 0.10'],
  ["'", 'FEEL puts texts in double quotes'],
  ['“', 'FEEL puts texts in straight double quotes'],
  ['”', 'FEEL puts texts in straight double quotes'],
  ['≤', 'FEEL writes "<="', '<='],
  ['≥', 'FEEL writes ">="', '>='],
  ['≠', 'FEEL writes "!="', '!='],
  ['×', 'FEEL writes "*"', '*'],
  ['÷', 'FEEL writes "/"', '/'],
  ['−', 'FEEL writes "-"', '-'],
  [';', 'one source holds one expression'],
];

const firstError = (tree: Tree): Range | undefined => {
  let found: Range | undefined;
  tree.iterate({
    enter: (node) => {
      if (found !== undefined) return false;
      if (node.type.isError) found = { from: node.from, to: node.to };
      return true;
    },
  });
  return found;
};

export const hasError = (tree: Tree): boolean => firstError(tree) !== undefined;

/** The word, number or sign at a position; empty at the end. */
const tokenAt = (source: string, at: number): Range => {
  const start = at + (/^\s*/.exec(source.slice(at, at + REPAIR_LENGTH_MAX))?.[0].length ?? 0);
  const token = /^(?:[\p{L}\p{N}_?]+|&&|\|\||==|<>|[\s\S])/u.exec(source.slice(start, start + 100))?.[0] ?? '';
  return { from: start, to: start + token.length };
};

const describe = (source: string, token: Range, expected: readonly string[]): Problem => {
  const text = source.slice(token.from, token.to);
  const foreign = foreignAt(source, token);
  const message = token.from === token.to ? 'the expression ends too early' : `unexpected ${JSON.stringify(text)}`;
  return {
    range: token,
    message,
    ...(expected.length === 0 ? {} : { expected: expected.join(' or ') }),
    ...(foreign === undefined ? {} : foreignHint(source, token, foreign)),
  };
};

const WORD = /[\p{L}\p{N}_]/u;

type Foreign = (typeof FOREIGN)[number];

const foreignAt = (source: string, { from, to }: Range): Foreign | undefined =>
  FOREIGN.find(([sign]) => source.slice(from, to).startsWith(sign));

/** FEEL's own sign in place of the foreign one. A word needs blanks around it where a name stands beside the sign. */
const foreignFix = (source: string, { from }: Range, [sign, , written]: Foreign): Fix | undefined => {
  if (written === undefined) return undefined;
  const to = from + sign.length;
  const blank = (beside: string | undefined): string => (WORD.test(written) && WORD.test(beside ?? '') ? ' ' : '');
  return { range: { from, to }, replacement: `${blank(source[from - 1])}${written}${blank(source[to])}` };
};

const foreignHint = (source: string, token: Range, foreign: Foreign): Pick<Problem, 'suggestion' | 'fix'> => {
  const fix = foreignFix(source, token, foreign);
  return { suggestion: foreign[1], ...(fix === undefined ? {} : { fix }) };
};

type Trial = { readonly source: string; readonly reach: number; readonly shift: number };

/** `reach`: how far, in the source as it was, the next error is from here. */
const attempt = (source: string, token: Range, replacement: string, replaced: number, parse: Parse): Trial | undefined => {
  const changed = source.slice(0, token.from) + replacement + source.slice(token.from + replaced);
  const tree = parse(changed);
  if (tree === undefined) return undefined;
  const shift = replacement.length - replaced;
  const next = firstError(tree);
  return { source: changed, shift, reach: next === undefined ? Number.POSITIVE_INFINITY : tokenAt(changed, next.from).from - shift };
};

/** The candidates that were expected here, and the best repair: the one that carries furthest. */
const repair = (source: string, token: Range, parse: Parse): { readonly expected: readonly string[]; readonly best?: Trial } => {
  const trials = candidatesAt(source, token).flatMap((candidate): Accepted[] => {
    const trial = attempt(source, token, candidate.insert, 0, parse);
    return trial !== undefined && trial.reach >= token.from ? [{ ...candidate, ...trial }] : [];
  });
  const furthest = trials.reduce((reach, trial) => Math.max(reach, trial.reach), -1);
  const foreign = foreignAt(source, token);
  const fix = foreign === undefined ? undefined : foreignFix(source, token, foreign);
  const mended = fix === undefined ? undefined : attempt(source, token, fix.replacement, fix.range.to - fix.range.from, parse);
  if (mended !== undefined && mended.reach > furthest) return { expected: [], best: mended };
  const removal = attempt(source, token, ' ', token.to - token.from, parse);
  if (removal !== undefined && removal.reach > furthest) return { expected: [], best: removal };
  const best = trials.filter((trial) => trial.reach === furthest);
  return best[0] === undefined ? { expected: [] } : { expected: namesOf(best), best: best[0] };
};

type Accepted = Candidate & Trial;

/** Where closing what is open is enough, that is what was expected. "in" is an operator, told apart only where no other fits. */
const namesOf = (accepted: readonly Accepted[]): readonly string[] => {
  const names = new Set(accepted.map((trial) => trial.expected));
  const closer = accepted.find((trial) => trial.isCloser);
  if (closer !== undefined) return [closer.expected];
  if (names.has(OPERATOR)) names.delete('"in"');
  return [...names];
};

/** At the end of the source everything that is open is closed too: otherwise the next error would be at the same place. */
const candidatesAt = (source: string, token: Range): readonly Candidate[] => {
  const brackets = token.from < source.length ? [] : openBrackets(source);
  if (brackets.length === 0) return CANDIDATES;
  const closers = brackets.map((bracket) => CLOSERS[bracket] ?? '').reverse();
  const closed = CANDIDATES.map(({ insert, expected }) => ({ insert: `${insert}${closers.join(' ')} `, expected }));
  return [{ insert: ` ${closers.join(' ')} `, expected: JSON.stringify(closers[0]), isCloser: true }, ...closed];
};

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** One problem per place, in the order of the source. */
export const syntaxProblems = (source: string, tree: Tree, parse: Parse): Problem[] => {
  const problems: Problem[] = [];
  let text = source;
  let shift = 0;
  let current: Tree | undefined = tree;
  while (current !== undefined && problems.length < REPAIRS_MAX) {
    const error = firstError(current);
    if (error === undefined) break;
    const token = tokenAt(text, error.from);
    const { expected, best } = source.length > REPAIR_LENGTH_MAX ? { expected: [] } : repair(text, token, parse);
    const place = { from: Math.max(0, token.from - shift), to: Math.max(0, token.to - shift) };
    problems.push(describe(source, place, expected));
    if (best === undefined) break;
    text = best.source;
    shift += best.shift;
    current = parse(text);
  }
  return problems;
};
