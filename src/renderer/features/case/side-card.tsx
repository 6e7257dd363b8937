/** One side of a case: which policy at which date, and its outcome. */
import type { CaseSide } from '../../../engine/model/index.ts';
import { formatDate } from '../../components/format/moment.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import classes from './side-card.module.css';

export const SideCard = ({ heading, side }: { readonly heading: string; readonly side: CaseSide }) => (
  <section className={classes.card} aria-label={heading}>
    <div className={classes.heading}>{heading}</div>
    <div className={classes.outcome}>
      <OutcomeBadge outcome={side.outcome} />
    </div>
    <div className={classes.policy}>
      <span className="ellipsis" title={side.title}>
        {side.title}
      </span>
      <span className={classes.date}>{formatDate(side.date)}</span>
    </div>
  </section>
);
