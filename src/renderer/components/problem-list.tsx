/** Mistakes, one to a line: where, what, and what was expected there. */
import { Button, Text } from '@mantine/core';
import type { Problem } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { sentence } from './format/sentence.ts';
import { numbered } from './numbered.ts';
import classes from './problem-list.module.css';

const PROBLEMS_SHOWN_MAX = 100;

export type Edit = NonNullable<NonNullable<Problem['fix']>['edit']>;

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

type Props = {
  readonly problems: readonly Problem[];
  /** Makes the change that mends a problem; without it, mends are only told. */
  readonly onMend?: ((edit: Edit) => void) | undefined;
};

const Mend = ({ problem, onMend }: { readonly problem: Problem; readonly onMend: (edit: Edit) => void }) => {
  const edit = problem.fix?.edit;
  if (problem.fix === undefined || edit === undefined) return null;
  const { replacement } = problem.fix;
  return (
    <Button size="compact-sm" variant="default" className={classes.mend} onClick={() => onMend(edit)}>
      {replacement === '' ? t('problem.remove') : t('problem.mend', { replacement })}
    </Button>
  );
};

export const ProblemList = ({ problems, onMend }: Props) => (
  <>
    <ul className={classes.list}>
      {numbered(problems.slice(0, PROBLEMS_SHOWN_MAX)).map(({ number, item: problem }) => (
        <li key={number} className={classes.problem}>
          {placeOf(problem) !== '' && <code className={classes.place}>{placeOf(problem)}</code>}
          <span>{sentence(problem.message)}</span>
          {problem.expected !== undefined && <span className={classes.hint}>{t('problem.expected', { expected: problem.expected })}</span>}
          {problem.suggestion !== undefined && <span className={classes.hint}>{sentence(problem.suggestion)}</span>}
          {onMend !== undefined && <Mend problem={problem} onMend={onMend} />}
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
