/** What was compared with what, over whom. */
import type { ImpactResult } from '../../../engine/model/index.ts';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';
import { sideText } from './side-text.ts';

type Props = { readonly result: ImpactResult; readonly reform: number };

export const ImpactHeading = ({ result, reform }: Props) => {
  const compared = result.reforms[reform];
  return (
    <>
      {t('impact.heading', { baseline: sideText(result.baseline), reform: compared === undefined ? '' : sideText(compared) })} ·{' '}
      <TextLink to={{ screen: 'population', population: result.population.id }} wrap>
        {result.population.name}
      </TextLink>{' '}
      · {counted('count.units', result.population.units)}
    </>
  );
};
