/** What tables of offices and of signers show alike: until when a certificate holds, and what it is recognised by. */
import type { OfficeInfo } from '../../../engine/model/index.ts';
import type { Column } from '../../components/data-table.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { formatDate } from '../../components/format/moment.ts';
import { t } from '../../copy/t.ts';

type Certified = Pick<OfficeInfo, 'name' | 'fingerprint' | 'notAfter'>;

export const certificateColumns: readonly Column<Certified>[] = [
  { id: 'until', title: t('signers.until'), cell: ({ notAfter }) => <span title={notAfter}>{formatDate(notAfter.slice(0, 10))}</span> },
  {
    id: 'fingerprint',
    title: t('signers.fingerprint'),
    cell: ({ fingerprint, name }) => <Fingerprint hex={fingerprint} of={t('signers.fingerprintOf', { name })} />,
  },
];
