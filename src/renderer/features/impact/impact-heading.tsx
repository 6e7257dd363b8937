/** What was compared with what, over whom. */
import type { ImpactResult, ImpactSide } from '../../../engine/model/index.ts';
import { formatDate } from '../../components/format/moment.ts';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';

const sideText = ({ title, date }: ImpactSide): string => t('impact.side', { title, date: formatDate(date) });

type Props = { readonly result: ImpactResult; readonly reform: number };

export const ImpactHeading = ({ result, reform }: Props) => {
  const compared = result.reforms[reform];
  return (
    <>
      {t('impact.heading', { baseline: sideText(result.baseline), reform: compared === undefined ? '' : sideText(compared) })} ·{' '}
      <TextLink to={{ screen: 'population', population: result.population.id }} title={result.population.name}>
        {result.population.name}
      </TextLink>{' '}
      · {counted('count.units', result.population.units)}
    </>
  );
};
