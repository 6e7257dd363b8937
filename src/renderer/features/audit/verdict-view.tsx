/** What the check of the audit trail found, and what such a check cannot show. */
import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconListCheck } from '@tabler/icons-react';
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { counted, t } from '../../copy/t.ts';
import classes from './verdict-view.module.css';

export const VerdictView = ({ verdict }: { readonly verdict: AuditVerdict }) => {
  const consistent = verdict.verdict === 'consistent';
  return (
    <Alert
      role="group"
      variant="default"
      icon={consistent ? <IconListCheck aria-hidden="true" /> : <IconAlertTriangle color="var(--mantine-color-error)" aria-hidden="true" />}
      title={consistent ? counted('verdict.consistent', verdict.size) : t('verdict.inconsistent')}
    >
      {verdict.firstBad !== undefined && (
        <p className={classes.bad}>
          {t('verdict.firstBad', { index: wholeNumber(verdict.firstBad.index), reason: verdict.firstBad.reason })}
        </p>
      )}
      <Facts
        facts={[
          [t('verdict.root'), <HashText key="root" hash={verdict.root} of={t('verdict.root')} whole />],
          [t('verdict.size'), wholeNumber(verdict.size)],
          [t('verdict.objects'), counted('verdict.objectCount', verdict.objectsChecked)],
        ]}
      />
      <h2 className={classes.limits}>{t('verdict.limits')}</h2>
      <ul className={classes.list}>
        {verdict.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Alert>
  );
};
