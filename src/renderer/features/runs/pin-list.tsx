/** The documents that a run uses, as they were when it started. */
import type { Pin } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { HashText } from '../../components/hash-text.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';

const COLUMNS: readonly Column<Pin>[] = [
  { id: 'reference', title: t('pins.reference'), cell: ({ reference }) => <code className="mono">{reference}</code> },
  { id: 'kind', title: t('policies.column.kind'), cell: ({ kind }) => t(`document.kind.${kind}`) },
  {
    id: 'version',
    title: t('pins.version'),
    wide: true,
    cell: ({ kind, id, version }) => (
      <TextLink to={{ screen: 'document', kind, reference: `${id}@${version}` }}>{`${id}@${version}`}</TextLink>
    ),
  },
  { id: 'hash', title: t('policies.column.hash'), cell: ({ hash }) => <HashText hash={hash} of={t('policies.column.hash')} /> },
];

export const PinList = ({ pins }: { readonly pins: readonly Pin[] }) => (
  <Section title={t('pins.title')} description={t('pins.text')}>
    <DataTable caption={t('pins.title')} columns={COLUMNS} rows={pins} rowKey={({ kind, reference }) => `${kind} ${reference}`} />
  </Section>
);
