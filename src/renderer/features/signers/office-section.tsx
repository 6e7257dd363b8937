/** The offices of this machine, whose certificates others install as trusted once. */
import type { OfficeInfo } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { IdentityActions } from './identity-actions.tsx';
import { certificateColumns } from './identity-columns.tsx';

const COLUMNS: readonly Column<OfficeInfo>[] = [
  { id: 'name', title: t('offices.name'), wrap: true, cell: ({ name }) => name },
  ...certificateColumns('offices'),
  {
    id: 'actions',
    title: t('signers.actions'),
    titleHidden: true,
    align: 'end',
    cell: ({ id, name }) => <IdentityActions id={id} name={name} hasKey />,
  },
];

export const OfficeSection = ({ offices }: { readonly offices: readonly OfficeInfo[] }) => (
  <Section title={t('offices.title')} description={t('offices.text')}>
    <DataTable caption={t('offices.title')} columns={COLUMNS} rows={offices} rowKey={({ id }) => id} empty={t('offices.none')} />
  </Section>
);
