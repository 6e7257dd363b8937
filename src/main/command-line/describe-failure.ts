/** A failure as lines for a person: the message, then one line per mistake with its place and what was expected. */
import type { Failure, Problem } from '../../engine/model/problem.ts';

/** More mistakes than this are counted, not listed. */
const PROBLEMS_MAX = 100;

export const describeProblem = (problem: Problem): string => {
  const place = [
    problem.document,
    problem.pointer,
    problem.row === undefined ? undefined : `row ${problem.row}`,
    problem.column === undefined ? undefined : `column ${problem.column}`,
    problem.range === undefined ? undefined : `characters ${problem.range.from}-${problem.range.to}`,
  ].filter((part) => part !== undefined && part !== '');
  const expected = problem.expected === undefined ? '' : ` Expected: ${problem.expected}.`;
  const suggestion = problem.suggestion === undefined ? '' : ` ${problem.suggestion}`;
  return `${place.length === 0 ? '' : `${place.join(', ')}: `}${problem.message}${expected}${suggestion}`;
};

export const describeFailure = (failure: Failure): readonly string[] => {
  const problems = failure.problems ?? [];
  const shown = problems.slice(0, PROBLEMS_MAX).map((problem) => `  ${describeProblem(problem)}`);
  const rest = problems.length - shown.length;
  return [`probity: ${failure.message}`, ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])];
};
