/** One population: where it came from, what its columns hold, and the rows that were refused. */
import { Tabs } from '@mantine/core';
import type { ColumnProfile, PopulationInfo, SourceFile } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import { formatBytes } from '../../components/format/bytes.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { formatShare } from '../../components/format/share.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { counted, t } from '../../copy/t.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { QuarantineTable } from './quarantine-table.tsx';

const nameOf = ({ list, column }: ColumnProfile): string => (list === '' ? column : `${list}.${column}`);

/** Exact, so that nothing is lost between what is shown and what is stored. */
const extremeText = (extreme: string | undefined): string => (extreme === undefined ? '–' : exactText(extreme));

const PROFILE_COLUMNS: readonly Column<ColumnProfile>[] = [
  { id: 'column', title: t('profile.column'), wide: true, cell: (profile) => <code className="mono">{nameOf(profile)}</code> },
  { id: 'type', title: t('profile.type'), cell: ({ type }) => type },
  { id: 'rows', title: t('profile.rows'), align: 'end', cell: ({ rows }) => wholeNumber(rows) },
  {
    id: 'nulls',
    title: t('profile.nulls'),
    align: 'end',
    cell: ({ nulls, rows }) => <span title={formatShare(nulls, rows)}>{wholeNumber(nulls)}</span>,
    compare: (first, second) => first.nulls - second.nulls,
  },
  { id: 'min', title: t('profile.min'), align: 'end', cell: ({ min }) => extremeText(min) },
  { id: 'max', title: t('profile.max'), align: 'end', cell: ({ max }) => extremeText(max) },
];

const SOURCE_COLUMNS: readonly Column<SourceFile>[] = [
  { id: 'name', title: t('source.name'), wide: true, cell: ({ name }) => <span title={name}>{name}</span> },
  { id: 'role', title: t('source.role'), cell: ({ role }) => t(`source.role.${role}`) },
  { id: 'rows', title: t('source.rows'), align: 'end', cell: ({ rows }) => wholeNumber(rows) },
  { id: 'bytes', title: t('source.bytes'), align: 'end', cell: ({ bytes }) => formatBytes(bytes) },
  { id: 'sha256', title: t('source.sha256'), cell: ({ sha256 }) => <HashText hash={sha256} of={t('source.sha256')} /> },
];

const Origin = ({ info }: { readonly info: PopulationInfo }) => (
  <>
    <Section title={t('population.content')}>
      <Facts
        facts={[
          [t('populations.units'), `${wholeNumber(info.units)} (${info.unit})`],
          [t('populations.members'), wholeNumber(info.members)],
          [t('populations.quarantined'), counted('count.rows', info.quarantined)],
          [t('populations.sealedAt'), formatMoment(info.sealedAt)],
          [t('populations.fingerprint'), <HashText key="fingerprint" hash={info.fingerprint} of={t('populations.fingerprint')} whole />],
        ]}
      />
    </Section>
    <Section title={t('population.sources')}>
      {info.generated === undefined ? (
        <DataTable caption={t('population.sources')} columns={SOURCE_COLUMNS} rows={info.sources} rowKey={({ role }) => role} />
      ) : (
        <Facts
          facts={[
            [t('population.generator'), info.generated.generator],
            [t('population.seed'), info.generated.seed],
          ]}
        />
      )}
    </Section>
  </>
);

export const PopulationScreen = ({ population }: Extract<Place, { readonly screen: 'population' }>) => {
  const profile = useQuery('population.profile', { population });
  const info = profile.value?.info;
  const subtitle =
    info === undefined
      ? t('state.loading')
      : `${counted('count.units', info.units)} · ${counted('count.members', info.members)} · ${t('population.sealed')}`;
  return (
    <Page title={info?.name ?? t('population.title')} subtitle={subtitle} withBack>
      <QueryView query={profile}>
        {(answer) => (
          <Tabs defaultValue="columns">
            <Tabs.List mb="md">
              <Tabs.Tab value="columns">{t('population.columns')}</Tabs.Tab>
              <Tabs.Tab value="origin">{t('population.origin')}</Tabs.Tab>
              <Tabs.Tab value="quarantine">{t('population.quarantine', { count: answer.info.quarantined })}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="columns">
              <DataTable caption={t('population.columns')} columns={PROFILE_COLUMNS} rows={answer.columns} rowKey={nameOf} />
            </Tabs.Panel>
            <Tabs.Panel value="origin">
              <Origin info={answer.info} />
            </Tabs.Panel>
            <Tabs.Panel value="quarantine">
              <QuarantineTable population={population} />
            </Tabs.Panel>
          </Tabs>
        )}
      </QueryView>
    </Page>
  );
};
