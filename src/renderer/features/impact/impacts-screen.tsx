/** The impact analyses of this workspace, or its parameter sweeps; newest first. */
import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunSummary } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';

const LISTS = {
  analyses: { template: 'impact-analysis', screen: 'impact' },
  sweeps: { template: 'parameter-sweep', screen: 'sweep' },
} as const;
type List = keyof typeof LISTS;

const columnsOf = (screen: 'impact' | 'sweep'): readonly Column<RunSummary>[] => [
  {
    id: 'title',
    title: t('impacts.column.title'),
    wrap: true,
    cell: ({ id, title }) => (
      <TextLink to={{ screen, run: id }} wholeRow wrap>
        {title}
      </TextLink>
    ),
  },
  { id: 'status', title: t('runs.column.status'), cell: ({ status }) => <RunStatusBadge status={status} /> },
  { id: 'actor', title: t('runs.column.actor'), cell: ({ actor }) => actor },
  { id: 'created', title: t('runs.column.created'), cell: ({ createdAt }) => formatMoment(createdAt) },
];

export const ImpactsScreen = ({ list = 'analyses' }: Extract<Place, { readonly screen: 'impacts' }>) => {
  const { go, replace } = useNavigation();
  const [after, setAfter] = useState(0);
  const { template, screen } = LISTS[list];
  const runs = useQuery('run.list', { template, after, limit: PAGE_ROWS });
  const columns = useMemo(() => columnsOf(screen), [screen]);
  const show = (chosen: List): void => {
    setAfter(0);
    replace({ screen: 'impacts', list: chosen });
  };
  return (
    <Page
      title={t('nav.impacts')}
      subtitle={t('impacts.subtitle')}
      actions={
        <>
          <Button variant="default" onClick={() => go({ screen: 'sweep-setup' })}>
            {t('sweep.new')}
          </Button>
          <Button onClick={() => go({ screen: 'impact-setup' })}>{t('impacts.new')}</Button>
        </>
      }
    >
      <SegmentedControl
        mb="sm"
        aria-label={t('impacts.list')}
        data={[
          { value: 'analyses', label: t('impacts.list.analyses') },
          { value: 'sweeps', label: t('impacts.list.sweeps') },
        ]}
        value={list}
        onChange={(value) => show(value === 'sweeps' ? 'sweeps' : 'analyses')}
      />
      <QueryView query={runs}>
        {({ total, runs: impacts }) =>
          total === 0 ? (
            <Empty title={t(`impacts.none.${list}`)} next={t(`impacts.noneNext.${list}`)} />
          ) : (
            <>
              <DataTable caption={t('nav.impacts')} columns={columns} rows={impacts} rowKey={({ id }) => id} />
              <Pager of={t('nav.impacts')} after={after} total={total} onChange={setAfter} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
};
