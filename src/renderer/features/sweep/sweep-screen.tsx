/** One parameter sweep: its progress while it runs, then its curves and points. */
import { Button } from '@mantine/core';
import type { SweepResult } from '../../../engine/model/index.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { sideText } from '../impact/side-text.ts';
import { UnfinishedRun } from '../impact/unfinished-run.tsx';
import { SweepResultView } from './sweep-result-view.tsx';

const Heading = ({ result }: { readonly result: SweepResult }) => (
  <>
    {sideText(result.policy)} ·{' '}
    <TextLink to={{ screen: 'population', population: result.population.id }} wrap>
      {result.population.name}
    </TextLink>{' '}
    · {counted('count.units', result.population.units)} · {counted('sweep.pointCount', result.points.length)}
  </>
);

export const SweepScreen = ({ run: id }: Extract<Place, { readonly screen: 'sweep' }>) => {
  const go = useNavigation((state) => state.go);
  const run = useQuery('run.show', { run: id }, { run: id });
  const result = useQuery('sweep.result', run.value?.status === 'completed' ? { run: id } : undefined, { run: id });
  return (
    <Page
      title={t('sweep.title')}
      subtitle={result.value === undefined ? (run.value?.title ?? '') : <Heading result={result.value} />}
      actions={
        <Button variant="default" onClick={() => go({ screen: 'run', run: id })}>
          {t('impact.showRun')}
        </Button>
      }
      withBack
    >
      <QueryView query={run}>
        {(shown) =>
          shown.status === 'completed' ? (
            <QueryView query={result} rows={12}>
              {(found) => <SweepResultView result={found} />}
            </QueryView>
          ) : (
            <UnfinishedRun run={shown} />
          )
        }
      </QueryView>
    </Page>
  );
};
