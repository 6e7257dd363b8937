/** Every run of the workspace, the calls that failed for good, and the figures of both. */
import { Button, SegmentedControl } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place, RunsView } from '../../state/place.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { RunFigures } from './figures/run-figures.tsx';
import { LetterList } from './letter-list.tsx';
import { RunList } from './run-list.tsx';

const LISTS = ['runs', 'letters', 'figures'] as const satisfies readonly RunsView['list'][];
const ALL: RunsView = { list: 'runs', after: 0 };

const viewOf = (list: string): RunsView => (list === 'letters' || list === 'figures' ? { list } : ALL);

export const RunsScreen = ({ view = ALL }: Extract<Place, { readonly screen: 'runs' }>) => {
  const { go, replace } = useNavigation();
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const show = (changed: RunsView): void => replace({ screen: 'runs', view: changed });
  return (
    <Page
      title={t('nav.runs')}
      subtitle={t('runs.subtitle')}
      actions={!readOnly && <Button onClick={() => go({ screen: 'run-setup' })}>{t('runs.start')}</Button>}
    >
      <SegmentedControl
        mb="sm"
        aria-label={t('runs.list')}
        data={LISTS.map((value) => ({ value, label: t(`runs.list.${value}`) }))}
        value={view.list}
        onChange={(list) => show(viewOf(list))}
      />
      {view.list === 'runs' && <RunList view={view} onView={show} />}
      {view.list === 'letters' && <LetterList />}
      {view.list === 'figures' && <RunFigures />}
    </Page>
  );
};
