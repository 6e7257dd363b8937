/** What the check of the audit trail found, what each finding rests on, and what such a check cannot show. */
import { Button, Group, Text } from '@mantine/core';
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { TrustStatements } from '../../components/trust-statements.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import classes from './verdict-view.module.css';

const NextSteps = () => {
  const replace = useNavigation((state) => state.replace);
  return (
    <div className={classes.next}>
      <Text size="sm">{t('verdict.next')}</Text>
      <Group gap="xs" mt={6}>
        <Button variant="default" onClick={() => replace({ screen: 'audit', tab: 'checkpoints' })}>
          {t('verdict.nextWitness')}
        </Button>
        <Button variant="default" onClick={() => replace({ screen: 'audit', tab: 'anchors' })}>
          {t('verdict.nextTimestamp')}
        </Button>
      </Group>
    </div>
  );
};

export const VerdictView = ({ verdict }: { readonly verdict: AuditVerdict }) => (
  <section className={classes.verdict} aria-label={t('verdict.title')}>
    <h2 className={classes.title}>{t('verdict.title')}</h2>
    <TrustStatements statements={verdict.statements} next={<NextSteps />} />
    <h3 className={classes.limits}>{t('verdict.limits')}</h3>
    <ul className={classes.list}>
      {verdict.limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  </section>
);
