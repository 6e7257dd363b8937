/** Makes the change that mends what is wrong with a text, where a problem has one. */
import { Button } from '@mantine/core';
import type { Problem } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import classes from './problem-list.module.css';

type Props = {
  /** The text that the problems' ranges are of. */
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly onMend: (text: string) => void;
};

export const MendButtons = ({ text, problems, onMend }: Props) =>
  problems.map(({ fix }) => {
    if (fix === undefined || fix.isKey === true) return null;
    const { range, replacement } = fix;
    return (
      <Button
        key={`${range.from} ${replacement}`}
        size="compact-sm"
        variant="default"
        className={classes.mend}
        onClick={() => onMend(text.slice(0, range.from) + replacement + text.slice(range.to))}
      >
        {replacement === '' ? t('problem.remove') : t('problem.mend', { replacement })}
      </Button>
    );
  });
