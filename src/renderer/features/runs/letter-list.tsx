/** Calls that failed for good and were set aside while their run went on, and the way to do them again. */
import { useMemo, useState } from 'react';
import type { DeadLetter } from '../../../engine/model/index.ts';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { useQuery } from '../../state/use-query.ts';
import { useWorkspace } from '../../state/workspace.ts';

const Redrive = ({ letter }: { readonly letter: DeadLetter }) => {
  const redrive = useCommand('run.redrive');
  const goOn = useGoOn();
  return (
    <ConfirmedAction
      label={t('run.redrive.label')}
      of={letter.step}
      title={t('run.redrive.title', { step: letter.step })}
      text={t('run.redrive.text')}
      confirm={t('run.redrive.label')}
      busy={redrive.busy}
      error={redrive.error}
      onOpen={redrive.clear}
      onConfirm={async () => {
        const answer = await redrive.send({ run: letter.run, step: letter.step });
        if (answer !== undefined) goOn({ screen: 'run', run: answer.run });
        return answer !== undefined;
      }}
    />
  );
};

const columnsOf = (readOnly: boolean): readonly Column<DeadLetter>[] => [
  {
    id: 'step',
    title: t('letters.step'),
    cell: ({ run, step }) => <TextLink to={{ screen: 'run', run, step }}>{step}</TextLink>,
  },
  { id: 'task', title: t('letters.task'), cell: ({ task }) => <code className="mono">{task}</code> },
  { id: 'at', title: t('letters.at'), cell: ({ at }) => formatMoment(at) },
  { id: 'failure', title: t('items.failure'), wrap: true, cell: ({ failure }) => failure.message },
  {
    id: 'redriven',
    title: t('letters.redriven'),
    align: 'end',
    cell: (letter) => {
      if (letter.redrivenBy !== undefined) return <TextLink to={{ screen: 'run', run: letter.redrivenBy }}>{t('letters.done')}</TextLink>;
      return readOnly ? t('letters.open') : <Redrive letter={letter} />;
    },
  },
];

export const LetterList = () => {
  const [after, setAfter] = useState(0);
  const letters = useQuery('letter.list', { after, limit: PAGE_ROWS });
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const columns = useMemo(() => columnsOf(readOnly), [readOnly]);
  return (
    <QueryView query={letters}>
      {({ total, letters: rows }) =>
        total === 0 ? (
          <Empty title={t('letters.none')} next={t('letters.noneNext')} />
        ) : (
          <>
            <DataTable caption={t('runs.list.letters')} columns={columns} rows={rows} rowKey={({ run, step }) => `${run} ${step}`} />
            <Pager of={t('runs.list.letters')} after={after} total={total} onChange={setAfter} />
          </>
        )
      }
    </QueryView>
  );
};
