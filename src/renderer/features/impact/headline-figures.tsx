/** The figures that are asked for first: cost before and after, who gains, who loses. */
import type { ReactNode } from 'react';
import type { PolicyDocument, ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { formatPercent } from '../../components/format/amount.ts';
import { percentOf } from '../../components/format/exact-ratio.ts';
import { formatShare } from '../../components/format/share.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { t } from '../../copy/t.ts';
import classes from './headline-figures.module.css';

type Figure = {
  readonly name: string;
  /** Of an amount: what it is counted in. */
  readonly unit?: string | undefined;
  readonly value: ReactNode;
  readonly note?: ReactNode;
};

const percent = (part: string, whole: string): string | undefined => {
  const share = percentOf(part, whole);
  return share === undefined ? undefined : formatPercent(share);
};

const moneyFigures = (figures: ReformFigures, unit: string | undefined): readonly Figure[] => [
  { name: t('figures.costBefore'), unit, value: <Amount exact={figures.baselineCost} /> },
  { name: t('figures.costAfter'), unit, value: <Amount exact={figures.reformCost} /> },
  {
    name: t('figures.costChange'),
    unit,
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
  /** The baseline's policy, for what the amount is called and counted in; undefined until it is there. */
  readonly policy: PolicyDocument | undefined;
};

/** "Monthly payment (benefit), in USD, for one month". */
const amountText = (amount: string, policy: PolicyDocument | undefined): string => {
  const { label, unit } = policy?.decisions[amount] ?? {};
  const name = label === undefined ? amount : `${label} (${amount})`;
  const parts = [
    name,
    ...(unit === undefined ? [] : [t('figures.inUnit', { unit })]),
    ...(policy === undefined ? [] : [t(`figures.for.${policy.period}`)]),
  ];
  return parts.join(', ');
};

const FigureRow = ({ figures }: { readonly figures: readonly Figure[] }) => (
  <dl className={classes.list}>
    {figures.map(({ name, unit, value, note }) => (
      <div key={name} className={classes.figure}>
        <dt className={classes.name}>{name}</dt>
        <dd className={classes.value}>
          {value} {unit !== undefined && <span className={classes.unit}>{unit}</span>}
        </dd>
        <dd className={classes.note}>{note}</dd>
      </div>
    ))}
  </dl>
);

export const HeadlineFigures = ({ figures, units, amount, policy }: Props) => {
  const paid = amount !== '';
  return (
    <section aria-label={t('figures.title')} className={classes.figures}>
      <div className={classes.frame}>
        {paid && <FigureRow figures={moneyFigures(figures, policy?.decisions[amount]?.unit)} />}
        <FigureRow figures={countFigures(figures, units, paid)} />
      </div>
      {paid && <p className={classes.of}>{t('figures.of', { amount: amountText(amount, policy) })}</p>}
    </section>
  );
};
