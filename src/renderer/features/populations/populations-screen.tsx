/** The workspace's populations, and the two ways to get one: import and generate. */
import { Button } from '@mantine/core';
import type { PopulationInfo } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useQuery } from '../../state/use-query.ts';

const COLUMNS: readonly Column<PopulationInfo>[] = [
  {
    id: 'name',
    title: t('populations.name'),
    wide: true,
    cell: ({ id, name }) => (
      <TextLink to={{ screen: 'population', population: id }} title={name} wholeRow>
        {name}
      </TextLink>
    ),
  },
  { id: 'units', title: t('populations.units'), align: 'end', cell: ({ units }) => wholeNumber(units) },
  { id: 'members', title: t('populations.members'), align: 'end', cell: ({ members }) => wholeNumber(members) },
  { id: 'quarantined', title: t('populations.quarantined'), align: 'end', cell: ({ quarantined }) => wholeNumber(quarantined) },
  {
    id: 'fingerprint',
    title: t('populations.fingerprint'),
    secondary: true,
    cell: ({ fingerprint }) => <HashText hash={fingerprint} of={t('populations.fingerprint')} />,
  },
  { id: 'sealedAt', title: t('populations.sealedAt'), cell: ({ sealedAt }) => formatMoment(sealedAt) },
];

export const PopulationsScreen = () => {
  const go = useNavigation((state) => state.go);
  const populations = useQuery('population.list', {});
  const actions = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'population-generate' })}>
        {t('populations.generate')}
      </Button>
      <Button onClick={() => go({ screen: 'population-import' })}>{t('populations.import')}</Button>
    </>
  );
  return (
    <Page title={t('nav.populations')} subtitle={t('populations.subtitle')} actions={actions}>
      <QueryView query={populations}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('populations.none')} next={t('populations.noneNext')} />
          ) : (
            <DataTable caption={t('nav.populations')} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
          )
        }
      </QueryView>
    </Page>
  );
};
