/** Cases per outcome, before and after. */
import type { OutcomeCounts } from '../../../engine/model/index.ts';
import { outcomeText } from '../../components/format/outcome-text.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { t } from '../../copy/t.ts';
import { Bars } from './bars.tsx';

type Props = { readonly outcomes: readonly string[]; readonly baseline: OutcomeCounts; readonly reform: OutcomeCounts };

const bar = (count: number) => ({ length: count, text: wholeNumber(count) });

export const OutcomeChart = ({ outcomes, baseline, reform }: Props) => {
  const pairs = outcomes.map((outcome) => ({
    label: outcomeText(outcome),
    first: bar(baseline[outcome] ?? 0),
    second: bar(reform[outcome] ?? 0),
  }));
  const summary = pairs
    .map(({ label, first, second }) => t('outcomes.change', { outcome: label, before: first.text, after: second.text }))
    .join(' ');
  return (
    <Bars
      summary={summary}
      pairs={pairs}
      first={{ title: t('side.baseline'), colour: 'var(--app-baseline)' }}
      second={{ title: t('side.reform'), colour: 'var(--app-reform)' }}
    />
  );
};
