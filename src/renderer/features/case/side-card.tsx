/** One side of a case: which policy at which date, its outcome and its amounts; on the reform's side also what became of them. */
import type { CaseAmount, CaseSide } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { formatDate } from '../../components/format/moment.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { t } from '../../copy/t.ts';
import classes from './side-card.module.css';

const AmountLine = ({ amount: { name, label, unit, value, change } }: { readonly amount: CaseAmount }) => (
  <div className={classes.amount}>
    <dt className={classes.quiet} title={name}>
      {label ?? name}
    </dt>
    <dd className={classes.value}>
      <Amount exact={value} /> {value !== null && unit}
    </dd>
    {change !== undefined && change !== null && (
      <dd className={classes.change}>{change === '0' ? t('case.amountSame') : <Amount exact={change} difference />}</dd>
    )}
  </div>
);

export const SideCard = ({ heading, side }: { readonly heading: string; readonly side: CaseSide }) => (
  <section className={classes.card} aria-label={heading}>
    <div className={classes.quiet}>{heading}</div>
    <div className={classes.outcome}>
      <OutcomeBadge outcome={side.outcome} />
    </div>
    {side.amounts.length > 0 && (
      <dl className={classes.amounts}>
        {side.amounts.map((amount) => (
          <AmountLine key={amount.name} amount={amount} />
        ))}
      </dl>
    )}
    <div className={`${classes.policy} ${classes.quiet}`}>
      <span>{side.title}</span>
      <span className={classes.date}>{formatDate(side.date)}</span>
    </div>
  </section>
);
