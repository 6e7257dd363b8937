/** A problem at the field it belongs to: what is wrong, what was expected, a mend; each on a line of its own. */
import type { Problem } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { sentence } from './format/sentence.ts';
import classes from './problem-text.module.css';

const linesOf = ({ message, expected, suggestion }: Problem): readonly string[] => [
  sentence(message),
  ...(expected === undefined ? [] : [t('problem.expected', { expected })]),
  ...(suggestion === undefined ? [] : [sentence(suggestion)]),
];

export const ProblemText = ({ problems }: { readonly problems: readonly Problem[] }) =>
  [...new Set(problems.flatMap(linesOf))].map((line) => (
    <span key={line} className={classes.line}>
      {line}
    </span>
  ));
