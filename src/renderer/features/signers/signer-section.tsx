/** The signers of this machine: whose certificate, issued by whom, until when, and where the key is. */
import { useMemo } from 'react';
import type { OfficeInfo, SignerInfo } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { IdentityActions } from './identity-actions.tsx';
import { certificateColumns } from './identity-columns.tsx';
import { RenewForm } from './renew-form.tsx';

const columnsWith = (offices: readonly OfficeInfo[]): readonly Column<SignerInfo>[] => [
  { id: 'name', title: t('signers.name'), wrap: true, cell: ({ name }) => name },
  {
    id: 'issuer',
    title: t('signers.issuer'),
    wrap: true,
    cell: ({ name, issuer }) => (name === issuer ? t('signers.selfSigned') : issuer),
  },
  { id: 'kind', title: t('signers.kind'), cell: ({ kind }) => t(`signers.kind.${kind}`) },
  { id: 'algorithm', title: t('signers.algorithm'), secondary: true, cell: ({ algorithm }) => t(`signers.algorithm.${algorithm}`) },
  ...certificateColumns('signers'),
  {
    id: 'actions',
    title: t('signers.actions'),
    titleHidden: true,
    align: 'end',
    cell: (signer) => (
      <IdentityActions
        id={signer.id}
        name={signer.name}
        hasKey={signer.kind === 'key-file'}
        {...(offices.length > 0 && { renewal: (onDone) => <RenewForm signer={signer} offices={offices} onDone={onDone} /> })}
      />
    ),
  },
];

type Props = { readonly signers: readonly SignerInfo[]; readonly offices: readonly OfficeInfo[] };

export const SignerSection = ({ signers, offices }: Props) => {
  const columns = useMemo(() => columnsWith(offices), [offices]);
  return (
    <Section title={t('signers.title')} description={t('signers.text')}>
      {signers.length === 0 ? (
        <Empty title={t('signers.none')} next={t('signers.noneNext')} />
      ) : (
        <DataTable caption={t('signers.title')} columns={columns} rows={signers} rowKey={({ id }) => id} />
      )}
    </Section>
  );
};
