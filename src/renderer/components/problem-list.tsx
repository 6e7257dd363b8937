/** Mistakes, one to a line: where, what, and what was expected there. */
import { Text } from '@mantine/core';
import type { Problem } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { sentence } from './format/sentence.ts';
import { numbered } from './numbered.ts';
import classes from './problem-list.module.css';

const PROBLEMS_SHOWN_MAX = 100;

/** Where a problem is, in the words of its source: a pointer into a document, or row and column of a table. */
const placeOf = (problem: Problem): string =>
  [
    problem.document,
    problem.pointer === undefined || problem.pointer === '' ? undefined : problem.pointer,
    problem.row === undefined ? undefined : t('problem.row', { row: problem.row }),
    problem.column === undefined ? undefined : t('problem.column', { column: String(problem.column) }),
    problem.range === undefined ? undefined : t('problem.range', { from: problem.range.from + 1, to: problem.range.to }),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

export const ProblemList = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <>
    <ul className={classes.list}>
      {numbered(problems.slice(0, PROBLEMS_SHOWN_MAX)).map(({ number, item: problem }) => (
        <li key={number} className={classes.problem}>
          {placeOf(problem) !== '' && <code className={classes.place}>{placeOf(problem)}</code>}
          <span>{sentence(problem.message)}</span>
          {problem.expected !== undefined && <span className={classes.hint}>{t('problem.expected', { expected: problem.expected })}</span>}
          {problem.suggestion !== undefined && <span className={classes.hint}>{sentence(problem.suggestion)}</span>}
        </li>
      ))}
    </ul>
    {problems.length > PROBLEMS_SHOWN_MAX && (
      <Text size="sm" c="dimmed">
        {t('problem.more', { count: problems.length - PROBLEMS_SHOWN_MAX })}
      </Text>
    )}
  </>
);
