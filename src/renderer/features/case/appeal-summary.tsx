/** An appeal filed before, as it stands in its run. */
import { Paper } from '@mantine/core';
import { QueryView } from '../../components/query-view.tsx';
import { useQuery } from '../../state/use-query.ts';
import { AppealOutcome } from './appeal-outcome.tsx';

export const AppealSummary = ({ run }: { readonly run: string }) => {
  const appeal = useQuery('appeal.show', { run }, { run });
  return (
    <Paper withBorder p="sm" mb="sm">
      <QueryView query={appeal}>{(view) => <AppealOutcome appeal={view} />}</QueryView>
    </Paper>
  );
};
