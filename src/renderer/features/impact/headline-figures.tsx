/** The figures that are asked for first: cost before and after, who gains, who loses. */
import type { ReactNode } from 'react';
import type { PolicyDocument, ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { formatPercent } from '../../components/format/amount.ts';
import { percentOf } from '../../components/format/exact-ratio.ts';
import { exactText } from '../../components/format/exact-text.ts';
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

/** What stands under a figure, with the weighted figure where there is one. */
const Note = ({ text, weighted }: { readonly text?: ReactNode; readonly weighted?: ReactNode }) => (
  <>
    {text}
    {weighted !== undefined && (
      <div>
        {t('figures.weighted')} {weighted}
      </div>
    )}
  </>
);

const moneyFigures = (figures: ReformFigures, unit: string | undefined): readonly Figure[] => [
  {
    name: t('figures.costBefore'),
    unit,
    value: <Amount exact={figures.baselineCost} />,
    note: figures.weighted !== undefined && <Note weighted={<Amount exact={figures.weighted.baselineCost} />} />,
  },
  {
    name: t('figures.costAfter'),
    unit,
    value: <Amount exact={figures.reformCost} />,
    note: figures.weighted !== undefined && <Note weighted={<Amount exact={figures.weighted.reformCost} />} />,
  },
  {
    name: t('figures.costChange'),
    unit,
    value: <Amount exact={figures.costChange} signed />,
    note: (
      <Note
        text={percent(figures.costChange, figures.baselineCost)}
        weighted={figures.weighted && <Amount exact={figures.weighted.costChange} signed />}
      />
    ),
  },
];

const countFigures = (figures: ReformFigures, units: number, paid: boolean): readonly Figure[] =>
  (['gainers', 'losers', 'unchanged', 'undetermined'] as const).map((name) => {
    const sum = name === 'gainers' ? figures.gained : name === 'losers' ? figures.lost : undefined;
    return {
      name: t(`figures.${name}`),
      value: wholeNumber(figures[name]),
      note: (
        <Note
          text={
            <>
              {formatShare(figures[name], units)}
              {paid && sum !== undefined && (
                <>
                  {' · '}
                  <Amount exact={sum} />
                </>
              )}
            </>
          }
          weighted={figures.weighted && exactText(figures.weighted[name])}
        />
      ),
    };
  });

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
