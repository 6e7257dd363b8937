/** What tables of offices and of signers show alike: until when a certificate holds, and what it is recognised by. */
import type { OfficeInfo } from '../../../engine/model/index.ts';
import type { Column } from '../../components/data-table.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { t } from '../../copy/t.ts';
import { CertificateUntil } from './certificate-until.tsx';

type Certified = Pick<OfficeInfo, 'name' | 'fingerprint' | 'notAfter' | 'standing'>;

export const certificateColumns = (of: 'offices' | 'signers'): readonly Column<Certified>[] => [
  {
    id: 'until',
    title: t('signers.until'),
    cell: ({ notAfter, standing }) => <CertificateUntil of={of} notAfter={notAfter} standing={standing} />,
  },
  {
    id: 'fingerprint',
    title: t('signers.fingerprint'),
    cell: ({ fingerprint, name }) => <Fingerprint hex={fingerprint} of={t('signers.fingerprintOf', { name })} />,
  },
];
