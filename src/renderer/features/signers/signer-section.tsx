/** The signers of this machine: whose certificate, issued by whom, until when, and where the key is. */
import type { SignerInfo } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { IdentityActions } from './identity-actions.tsx';
import { certificateColumns } from './identity-columns.tsx';

const COLUMNS: readonly Column<SignerInfo>[] = [
  { id: 'name', title: t('signers.name'), wrap: true, cell: ({ name }) => name },
  {
    id: 'issuer',
    title: t('signers.issuer'),
    wrap: true,
    cell: ({ name, issuer }) => (name === issuer ? t('signers.selfSigned') : issuer),
  },
  { id: 'kind', title: t('signers.kind'), cell: ({ kind }) => t(`signers.kind.${kind}`) },
  { id: 'algorithm', title: t('signers.algorithm'), secondary: true, cell: ({ algorithm }) => t(`signers.algorithm.${algorithm}`) },
  ...certificateColumns,
  {
    id: 'actions',
    title: t('signers.actions'),
    titleHidden: true,
    align: 'end',
    cell: ({ id, name, kind }) => <IdentityActions id={id} name={name} hasKey={kind === 'key-file'} />,
  },
];

export const SignerSection = ({ signers }: { readonly signers: readonly SignerInfo[] }) => (
  <Section title={t('signers.title')} description={t('signers.text')}>
    {signers.length === 0 ? (
      <Empty title={t('signers.none')} next={t('signers.noneNext')} />
    ) : (
      <DataTable caption={t('signers.title')} columns={COLUMNS} rows={signers} rowKey={({ id }) => id} />
    )}
  </Section>
);
