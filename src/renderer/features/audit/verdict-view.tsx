/** What the check of the audit trail found, what each finding rests on, and what such a check cannot show. */
import { Button, Group, Text } from '@mantine/core';
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { TrustStatements } from '../../components/trust-statements.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { AuditTab } from '../../state/place.ts';
import classes from './verdict-view.module.css';

/** The button that was pressed goes with its tab; the work goes on from the tab that it led to. */
const focusTab = (): void => document.querySelector<HTMLElement>('main [role="tab"][aria-selected="true"]')?.focus();

const NextSteps = () => {
  const replace = useNavigation((state) => state.replace);
  const goTo = (tab: AuditTab): void => {
    replace({ screen: 'audit', tab });
    requestAnimationFrame(focusTab);
  };
  return (
    <div className={classes.next}>
      <Text size="sm">{t('verdict.next')}</Text>
      <Group gap="xs" mt={6}>
        <Button variant="default" onClick={() => goTo('checkpoints')}>
          {t('verdict.nextWitness')}
        </Button>
        <Button variant="default" onClick={() => goTo('anchors')}>
          {t('verdict.nextTimestamp')}
        </Button>
      </Group>
    </div>
  );
};

export const VerdictView = ({ verdict }: { readonly verdict: AuditVerdict }) => (
  <section className={classes.verdict} aria-label={t('verdict.title')}>
    <h2 className={classes.title}>{t('verdict.title')}</h2>
    <TrustStatements statements={verdict.statements} subject="trail" next={<NextSteps />} />
    <h3 className={classes.limits}>{t('verdict.limits')}</h3>
    <ul className={classes.list}>
      {verdict.limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  </section>
);
