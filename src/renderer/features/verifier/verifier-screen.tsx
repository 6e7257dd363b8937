/** For whoever was handed evidence: checks a file, or cosigns somebody's log. Needs no workspace. */
import { Tabs } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useTasks } from '../../state/tasks.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { CheckTab } from './check-tab.tsx';
import { WitnessTab } from './witness-tab.tsx';

const TABS = ['check', 'witness'] as const;

/** The check that was started last, also before this screen was left and entered again. */
const useLastCheck = (): string | undefined => useTasks((state) => state.tasks.findLast(({ place }) => place?.screen === 'verifier')?.id);

export const VerifierScreen = ({ tab = 'check', path, task }: Extract<Place, { readonly screen: 'verifier' }>) => {
  const replace = useNavigation((state) => state.replace);
  const last = useLastCheck();
  const standsAlone = useWorkspace((state) => state.workspace === null);
  const toTab = (value: string | null): void => {
    const chosen = TABS.find((known) => known === value);
    if (chosen === undefined) return;
    replace({ screen: 'verifier', tab: chosen, ...(path === undefined ? {} : { path }), ...(task === undefined ? {} : { task }) });
  };
  return (
    <Page title={t('verifier.title')} subtitle={t('verifier.subtitle')} withBack={standsAlone || path !== undefined || task !== undefined}>
      <Tabs value={tab} onChange={toTab}>
        <Tabs.List mb="md">
          {TABS.map((known) => (
            <Tabs.Tab key={known} value={known}>
              {t(`verifier.tab.${known}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="check">
          <CheckTab path={path} shown={task ?? (path === undefined ? last : undefined)} />
        </Tabs.Panel>
        <Tabs.Panel value="witness">
          <WitnessTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
};
