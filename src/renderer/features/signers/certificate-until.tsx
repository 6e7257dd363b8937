/** Until when a certificate holds, with what to do where that is soon, past, or not yet. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { OfficeInfo } from '../../../engine/model/index.ts';
import { formatDate } from '../../components/format/moment.ts';
import { t } from '../../copy/t.ts';
import classes from './certificate-until.module.css';

type Props = Pick<OfficeInfo, 'notAfter' | 'standing'> & {
  /** A signer's certificate is renewed; an office that runs out is followed by a new one. */
  readonly of: 'offices' | 'signers';
};

export const CertificateUntil = ({ of, notAfter, standing }: Props) => (
  <>
    <span title={notAfter}>{formatDate(notAfter.slice(0, 10))}</span>
    {standing !== 'good' && (
      <span className={classes.standing}>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {of === 'offices' ? t(`offices.standing.${standing}`) : t(`signers.standing.${standing}`)}
      </span>
    )}
  </>
);
