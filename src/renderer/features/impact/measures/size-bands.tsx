/** Gainers and losers by how much they gain or lose, in amounts and in parts of what they had before. */
import { Text } from '@mantine/core';
import type { ChangeBand, Count, ImpactResult } from '../../../../engine/model/index.ts';
import { Amount } from '../../../components/amount.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { formatExactShare } from '../../../components/format/amount.ts';
import { exactText } from '../../../components/format/exact-text.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { Section } from '../../../components/section.tsx';
import { t } from '../../../copy/t.ts';
import { Bars } from '../bars.tsx';
import { bandKey, bandText } from './band-text.ts';
import { CountText } from './count-text.tsx';
import { DefinitionNote } from './definition-note.tsx';

type Row = { readonly key: string; readonly band: string; readonly loss: ChangeBand | undefined; readonly gain: ChangeBand | undefined };

/** One row for each pair of limits. */
const rowsOf = (bands: readonly ChangeBand[], limitText: (limit: string) => string): readonly Row[] =>
  [...new Map(bands.map((band) => [bandKey(band), band])).entries()].map(([key, band]) => ({
    key,
    band: bandText(band, limitText),
    loss: bands.find((one) => one.direction === 'loss' && bandKey(one) === key),
    gain: bands.find((one) => one.direction === 'gain' && bandKey(one) === key),
  }));

const NONE: Count = { units: 0 };
const count = (of: Count = NONE) => <CountText {...of} />;

const columnsOf = (title: string): readonly Column<Row>[] => [
  { id: 'band', title, cell: ({ band }) => band },
  { id: 'gainers', title: t('figures.gainers'), align: 'end', cell: ({ gain }) => count(gain) },
  { id: 'gained', title: t('groups.gained'), align: 'end', cell: ({ gain }) => <Amount exact={gain?.amount ?? '0'} /> },
  { id: 'losers', title: t('figures.losers'), align: 'end', cell: ({ loss }) => count(loss) },
  { id: 'lost', title: t('groups.lost'), align: 'end', cell: ({ loss }) => <Amount exact={loss?.amount ?? '0'} /> },
];

const bar = (units: number) => ({ length: units, text: wholeNumber(units) });

const BandSection = ({ title, head, rows }: { readonly title: string; readonly head: string; readonly rows: readonly Row[] }) => (
  <Section title={title}>
    <Bars
      summary={t('groups.summary')}
      pairs={rows.map(({ band, gain, loss }) => ({ label: band, first: bar(gain?.units ?? 0), second: bar(loss?.units ?? 0) }))}
      first={{ title: t('figures.gainers'), colour: 'var(--app-gain)' }}
      second={{ title: t('figures.losers'), colour: 'var(--app-loss)' }}
    />
    <DataTable caption={title} columns={columnsOf(head)} rows={rows} rowKey={({ key }) => key} />
  </Section>
);

export const SizeBands = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const { bands, definitions } = result.measures;
  const own = bands?.reforms[reform];
  if (bands === undefined || own === undefined) return null;
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('bands.text')} <DefinitionNote definitions={definitions} id={bands.definition} />
      </Text>
      <BandSection title={t('bands.absolute')} head={t('bands.size')} rows={rowsOf(own.absolute, exactText)} />
      <BandSection title={t('bands.relative')} head={t('bands.part')} rows={rowsOf(own.relative, (limit) => formatExactShare(limit))} />
    </>
  );
};
