/** The figures that are asked for first: cost before and after, who gains, who loses. */
import type { ReactNode } from 'react';
import type { ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { formatAmount } from '../../components/format/amount.ts';
import { percentOf } from '../../components/format/exact-ratio.ts';
import { formatShare } from '../../components/format/share.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { t } from '../../copy/t.ts';
import classes from './headline-figures.module.css';

type Figure = { readonly name: string; readonly value: ReactNode; readonly note?: ReactNode };

const percent = (part: string, whole: string): string | undefined => {
  const share = percentOf(part, whole);
  return share === undefined ? undefined : t('figures.percent', { percent: formatAmount(share, { digits: 1, signed: true }) });
};

const moneyFigures = (figures: ReformFigures): readonly Figure[] => [
  { name: t('figures.costBefore'), value: <Amount exact={figures.baselineCost} /> },
  { name: t('figures.costAfter'), value: <Amount exact={figures.reformCost} /> },
  {
    name: t('figures.costChange'),
    value: <Amount exact={figures.costChange} signed />,
    note: percent(figures.costChange, figures.baselineCost),
  },
];

const countFigures = (figures: ReformFigures, units: number, paid: boolean): readonly Figure[] => [
  {
    name: t('figures.gainers'),
    value: wholeNumber(figures.gainers),
    note: (
      <>
        {formatShare(figures.gainers, units)}
        {paid && (
          <>
            {' · '}
            <Amount exact={figures.gained} />
          </>
        )}
      </>
    ),
  },
  {
    name: t('figures.losers'),
    value: wholeNumber(figures.losers),
    note: (
      <>
        {formatShare(figures.losers, units)}
        {paid && (
          <>
            {' · '}
            <Amount exact={figures.lost} />
          </>
        )}
      </>
    ),
  },
  { name: t('figures.unchanged'), value: wholeNumber(figures.unchanged), note: formatShare(figures.unchanged, units) },
  { name: t('figures.undetermined'), value: wholeNumber(figures.undetermined), note: formatShare(figures.undetermined, units) },
];

type Props = {
  readonly figures: ReformFigures;
  readonly units: number;
  /** The decision that is paid; empty where the policy pays nothing. */
  readonly amount: string;
};

const FigureRow = ({ figures }: { readonly figures: readonly Figure[] }) => (
  <dl className={classes.list}>
    {figures.map(({ name, value, note }) => (
      <div key={name} className={classes.figure}>
        <dt className={classes.name}>{name}</dt>
        <dd className={classes.value}>{value}</dd>
        <dd className={classes.note}>{note}</dd>
      </div>
    ))}
  </dl>
);

export const HeadlineFigures = ({ figures, units, amount }: Props) => {
  const paid = amount !== '';
  return (
    <section aria-label={t('figures.title')} className={classes.figures}>
      <div className={classes.frame}>
        {paid && <FigureRow figures={moneyFigures(figures)} />}
        <FigureRow figures={countFigures(figures, units, paid)} />
      </div>
      {paid && <p className={classes.of}>{t('figures.of', { amount })}</p>}
    </section>
  );
};
