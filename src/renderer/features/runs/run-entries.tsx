/** The audit entries that a run has made: shown when asked for, and current from then on. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import { EntryTable } from '../audit/entry-table.tsx';

const Entries = ({ run }: { readonly run: string }) => {
  const [after, setAfter] = useState(0);
  const page = useQuery('audit.list', { run, after, limit: PAGE_ROWS }, { run });
  return (
    <QueryView query={page} rows={4}>
      {({ size, entries }) => (
        <>
          <EntryTable caption={t('run.entries')} entries={entries} ofRun />
          <Pager of={t('run.entries')} after={after} total={size} onChange={setAfter} />
        </>
      )}
    </QueryView>
  );
};

export const RunEntries = ({ run }: { readonly run: string }) => {
  const [shown, setShown] = useState(false);
  return (
    <Section
      title={t('run.entries')}
      description={t('run.entriesText')}
      actions={
        !shown && (
          <Button variant="default" onClick={() => setShown(true)}>
            {t('run.entriesShow')}
          </Button>
        )
      }
    >
      {shown && <Entries run={run} />}
    </Section>
  );
};
