/** One side of a case: which policy at which date, and its outcome. */
import type { CaseSide } from '../../../engine/contract.ts';
import { formatDate } from '../../components/format/moment.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { t } from '../../copy/t.ts';
import classes from './side-card.module.css';

export const SideCard = ({ heading, side }: { readonly heading: string; readonly side: CaseSide }) => (
  <section className={classes.card} aria-label={heading}>
    <div className={classes.heading}>{heading}</div>
    <div className={classes.outcome}>
      <OutcomeBadge outcome={side.outcome} />
    </div>
    <div className={`${classes.policy} ellipsis`} title={side.title}>
      {t('impact.side', { title: side.title, date: formatDate(side.date) })}
    </div>
  </section>
);
