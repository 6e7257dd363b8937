/** When an approval is due; that it is overdue is a word with a sign, not a colour alone. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { PendingApproval } from '../../../engine/model/index.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { t } from '../../copy/t.ts';
import classes from './approval.module.css';

export const DueText = ({ approval: { due, overdue } }: { readonly approval: PendingApproval }) => {
  if (due === undefined) return t('approvals.undated');
  if (!overdue) return formatMoment(due);
  return (
    <span className={classes.overdue}>
      <IconAlertTriangle size={15} aria-hidden="true" />
      {t('approvals.overdue', { due: formatMoment(due) })}
    </span>
  );
};
