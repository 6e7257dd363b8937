/** A failure as lines for a person: the message, then one line per mistake with its place and what was expected. */
import type { Failure, Problem } from '../../engine/model/problem.ts';

/** More mistakes than this are counted, not listed. */
const PROBLEMS_MAX = 100;

/** Characters of an expression, counted from 1. In a document the row and column tell the same. */
const rangeText = ({ range, row }: Problem): string | undefined => {
  if (range === undefined || row !== undefined) return undefined;
  return range.to - range.from > 1 ? `characters ${range.from + 1} to ${range.to}` : `character ${range.from + 1}`;
};

const placeOf = (problem: Problem): string =>
  [
    problem.document,
    problem.pointer,
    problem.row === undefined ? undefined : `row ${problem.row}`,
    problem.column === undefined || problem.column === '' ? undefined : `column ${problem.column}`,
    rangeText(problem),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');

/** A remark in brackets may follow the full stop. */
const asSentence = (text: string): string => (/[.!?…]( \([^()]*\))?$/.test(text) ? text : `${text}.`);
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const describeProblem = (problem: Problem): string => {
  const { message, expected, suggestion } = problem;
  const place = placeOf(problem);
  return [
    `${place === '' ? '' : `${place}: `}${asSentence(message)}`,
    ...(expected === undefined ? [] : [asSentence(`Expected: ${expected}`)]),
    ...(suggestion === undefined ? [] : [asSentence(capitalised(suggestion))]),
  ].join(' ');
};

export const describeFailure = ({ message, problems = [] }: Failure): readonly string[] => {
  const [only] = problems;
  // A single mistake that says all that the message says.
  if (only !== undefined && problems.length === 1 && only.message.startsWith(message)) return [`probity: ${describeProblem(only)}`];
  const shown = problems.slice(0, PROBLEMS_MAX).map((problem) => `  ${describeProblem(problem)}`);
  const rest = problems.length - shown.length;
  return [`probity: ${message}`, ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])];
};
