/** For who was handed evidence: checks a file, or cosigns somebody's log. Needs no workspace. */
import { Tabs } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { CheckTab } from './check-tab.tsx';
import { WitnessTab } from './witness-tab.tsx';

const TABS = ['check', 'witness'] as const;

export const VerifierScreen = ({ tab = 'check', path }: Extract<Place, { readonly screen: 'verifier' }>) => {
  const replace = useNavigation((state) => state.replace);
  const standsAlone = useWorkspace((state) => state.workspace === null);
  const toTab = (value: string | null): void => {
    const chosen = TABS.find((known) => known === value);
    if (chosen !== undefined) replace({ screen: 'verifier', tab: chosen, ...(path === undefined ? {} : { path }) });
  };
  return (
    <Page title={t('verifier.title')} subtitle={t('verifier.subtitle')} withBack={standsAlone || path !== undefined}>
      <Tabs value={tab} onChange={toTab}>
        <Tabs.List mb="md">
          {TABS.map((known) => (
            <Tabs.Tab key={known} value={known}>
              {t(`verifier.tab.${known}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="check">
          <CheckTab path={path} />
        </Tabs.Panel>
        <Tabs.Panel value="witness">
          <WitnessTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
};
