/** The audit trail: the check that recomputes all of it, its entries, what is signed of it, what vouches for it from outside, and its key. */
import { Button, Tabs } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { AuditTab, Place } from '../../state/place.ts';
import { type Task, useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { AnchorsTab } from './anchors-tab.tsx';
import classes from './audit-screen.module.css';
import { CheckpointsTab } from './checkpoints-tab.tsx';
import { EntriesTab } from './entries-tab.tsx';
import { ExportLog } from './export-log.tsx';
import { LogKeyTab } from './log-key-tab.tsx';
import { VerdictView } from './verdict-view.tsx';

const TABS = ['entries', 'checkpoints', 'anchors', 'key'] as const satisfies readonly AuditTab[];

/** The last check that was started, also before this screen was left and entered again. */
const useLastCheck = (): Task | undefined => useTasks((state) => state.tasks.findLast(({ place }) => place?.screen === 'audit'));

const Verify = () => {
  const verify = useCommand('audit.verify');
  const nameTask = useTasks((state) => state.name);
  const replace = useNavigation((state) => state.replace);
  const check = useLastCheck();
  const start = async (): Promise<void> => {
    const answer = await verify.send({});
    if (answer === undefined) return;
    nameTask(answer.task, t('audit.task'), { screen: 'audit' });
    replace({ screen: 'audit', tab: 'entries' });
  };
  return (
    <>
      <Button loading={verify.busy} disabled={check !== undefined && check.end === undefined} onClick={start}>
        {t('audit.verify')}
      </Button>
      {verify.error !== undefined && <ErrorNotice error={verify.error} onClose={verify.clear} />}
    </>
  );
};

export const AuditScreen = ({ tab = 'entries' }: Extract<Place, { readonly screen: 'audit' }>) => {
  // Pages are counted from the end of the trail, so its size has to be known first.
  const first = useQuery('audit.list', { limit: 1 }, { live: true });
  const replace = useNavigation((state) => state.replace);
  const check = useLastCheck();
  const toTab = (value: string | null): void => {
    const chosen = TABS.find((known) => known === value);
    if (chosen !== undefined) replace({ screen: 'audit', tab: chosen });
  };
  return (
    <Page
      title={t('audit.title')}
      subtitle={t('audit.subtitle')}
      actions={
        <>
          <ExportLog />
          <Verify />
        </>
      }
    >
      <Tabs value={tab} onChange={toTab}>
        <Tabs.List mb="md">
          {TABS.map((known) => (
            <Tabs.Tab key={known} value={known}>
              {t(`audit.tab.${known}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="entries">
          {check !== undefined && (
            <div className={classes.verdict}>
              <TaskPanel task={check.id} label={t('audit.task')}>
                {(answer) => 'verdict' in answer && <VerdictView verdict={answer.verdict} />}
              </TaskPanel>
            </div>
          )}
          <QueryView query={first}>{({ size }) => <EntriesTab size={size} />}</QueryView>
        </Tabs.Panel>
        <Tabs.Panel value="checkpoints">
          <CheckpointsTab />
        </Tabs.Panel>
        <Tabs.Panel value="anchors">
          <AnchorsTab />
        </Tabs.Panel>
        <Tabs.Panel value="key">
          <LogKeyTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
};
