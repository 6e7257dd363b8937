/** Entries of the audit trail, each of which can be opened. */
import { ActionIcon } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { AuditEntry } from '../../../engine/model/index.ts';
import { CodeView } from '../../components/code-view.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { t } from '../../copy/t.ts';
import { SaveProof } from './save-proof.tsx';

/** What the entry is most closely about goes first; the run, which many entries have in common, goes last. */
const SUBJECT_ORDER = ['unit', 'step', 'attempt', 'chunk', '', 'run'];
const rank = (name: string): number => SUBJECT_ORDER.indexOf(SUBJECT_ORDER.includes(name) ? name : '');

const subjectText = ({ subject }: AuditEntry): string =>
  Object.entries(subject)
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');

/** Of a run's move: which steps ended in it, and how; else how the run stands. */
const movedText = ({ detail: { status, steps } = {} }: AuditEntry): string => {
  if (typeof steps !== 'object' || steps === null) return typeof status === 'string' ? status : '–';
  return Object.entries(steps)
    .map(([step, ended]) => `${step} ${String(ended)}`)
    .join(' · ');
};

const columnsOf = (ofRun: boolean, show: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] => [
  { id: 'index', title: t('audit.column.index'), align: 'end', cell: ({ index }) => wholeNumber(index) },
  { id: 'at', title: t('audit.column.at'), cell: ({ at }) => <span title={at}>{formatMoment(at)}</span> },
  { id: 'actor', title: t('audit.column.actor'), cell: ({ actor }) => actor },
  { id: 'kind', title: t('audit.column.kind'), cell: ({ kind }) => <code className="mono">{kind}</code> },
  {
    id: 'subject',
    title: ofRun ? t('audit.column.says') : t('audit.column.subject'),
    wide: true,
    cell: (entry) => {
      const text = ofRun ? movedText(entry) : subjectText(entry);
      return <span title={text}>{text}</span>;
    },
  },
  {
    id: 'commitment',
    title: t('audit.column.commitment'),
    secondary: true,
    cell: ({ commitment }) => (commitment === undefined ? '–' : <HashText hash={commitment} of={t('audit.column.commitment')} />),
  },
  {
    id: 'show',
    title: t('audit.column.show'),
    titleHidden: true,
    align: 'end',
    cell: (entry) => (
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('audit.show', { index: entry.index })} onClick={() => show(entry)}>
        <IconCode size={16} aria-hidden="true" />
      </ActionIcon>
    ),
  },
];

type Props = {
  readonly caption: string;
  readonly entries: readonly AuditEntry[];
  /** They are all of one run: what each says is told instead of what it is about. */
  readonly ofRun?: boolean;
};

export const EntryTable = ({ caption, entries, ofRun = false }: Props) => {
  const [shown, setShown] = useState<AuditEntry>();
  const columns = useMemo(() => columnsOf(ofRun, setShown), [ofRun]);
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={entries} rowKey={({ index }) => String(index)} />
      <Dialog
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={t('audit.entry', { index: shown?.index ?? 0 })}
        size="xl"
      >
        {shown !== undefined && <SaveProof index={shown.index} />}
        <CodeView label={t('audit.entry', { index: shown?.index ?? 0 })} text={JSON.stringify(shown, null, 2)} />
      </Dialog>
    </>
  );
};
