/** An exact amount, grouped and rounded to cents for reading; the exact text is its title where that says more. */
import { t } from '../copy/t.ts';
import classes from './amount.module.css';
import { formatAmount, signOfAmount } from './format/amount.ts';

type Props = {
  /** Exact text, or null where there is no value. */
  readonly exact: string | null;
  /** A difference: shown with its sign and in the colour of gain or loss. */
  readonly difference?: boolean;
  /** A change of cost: shown with its sign, without a colour, since more cost is neither good nor bad. */
  readonly signed?: boolean;
};

const TONES = { [-1]: classes.loss, 0: undefined, 1: classes.gain } as const;

export const Amount = ({ exact, difference = false, signed = difference }: Props) => {
  if (exact === null) return <span className={classes.none}>{t('value.none')}</span>;
  const sign = signOfAmount(exact);
  const tone = difference && sign !== undefined ? TONES[sign] : undefined;
  return (
    <span className={tone} title={t('amount.exact', { exact })}>
      {formatAmount(exact, { signed })}
    </span>
  );
};
