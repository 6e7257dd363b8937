/** A case's outcome: a marked word. The colour only repeats what the word says. */
import { outcomeText } from './format/outcome-text.ts';
import classes from './outcome-badge.module.css';

const MARKS: Readonly<Record<string, string | undefined>> = {
  ELIGIBLE: classes.positive,
  NOT_ELIGIBLE: classes.negative,
  NEEDS_REVIEW: classes.review,
  UNDETERMINED: classes.undetermined,
};

export const OutcomeBadge = ({ outcome }: { readonly outcome: string }) => (
  <span className={classes.badge} title={outcome}>
    <span className={`${classes.mark} ${MARKS[outcome] ?? classes.other}`} aria-hidden="true" />
    {outcomeText(outcome)}
  </span>
);
