/** What an appeal came to: the verdict, the corrected facts, and outcome and amounts before and after. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AppealView } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { sideText } from '../impact/side-text.ts';
import { factText } from './fact-text.ts';

type Changed = AppealView['changed'][number];
type Decided = { readonly name: string; readonly before: ReactNode; readonly after: ReactNode };

const FACT_COLUMNS: readonly Column<Changed>[] = [
  { id: 'name', title: t('appeal.column.fact'), wide: true, cell: ({ name }) => <code className="mono">{name}</code> },
  { id: 'before', title: t('appeal.column.before'), align: 'end', cell: ({ before }) => factText(before) },
  { id: 'after', title: t('appeal.column.after'), align: 'end', cell: ({ after }) => factText(after) },
];

const DECIDED_COLUMNS: readonly Column<Decided>[] = [
  { id: 'name', title: t('decision.name'), wide: true, cell: ({ name }) => name },
  { id: 'before', title: t('appeal.column.original'), align: 'end', cell: ({ before }) => before },
  { id: 'after', title: t('appeal.column.appealed'), align: 'end', cell: ({ after }) => after },
];

/** Under one policy: its outcome and amounts before and after. */
const decidedOf = ({ original, appealed }: Pick<AppealView, 'original' | 'appealed'>): readonly Decided[] => [
  { name: t('policy.outcome'), before: <OutcomeBadge outcome={original.outcome} />, after: <OutcomeBadge outcome={appealed.outcome} /> },
  ...Object.keys({ ...original.amounts, ...appealed.amounts }).map((name) => ({
    name,
    before: <Amount exact={original.amounts[name] ?? null} />,
    after: <Amount exact={appealed.amounts[name] ?? null} />,
  })),
];

export const AppealOutcome = ({ appeal }: { readonly appeal: AppealView }) => (
  <Stack gap="sm">
    <Text size="sm" fw={600} role="status">
      {t(`appeal.verdict.${appeal.verdict}`)}
    </Text>
    {[{ ...appeal, under: t('side.baseline') }, ...appeal.reforms.map((reform) => ({ ...reform, under: sideText(reform) }))].map(
      ({ under, ...decided }) => (
        <div key={under}>
          <Text size="xs" c="dimmed" mb={4}>
            {under}
          </Text>
          <DataTable
            caption={t('appeal.decidedUnder', { side: under })}
            columns={DECIDED_COLUMNS}
            rows={decidedOf(decided)}
            rowKey={({ name }) => name}
          />
        </div>
      ),
    )}
    <DataTable caption={t('appeal.corrected')} columns={FACT_COLUMNS} rows={appeal.changed} rowKey={({ name }) => name} />
    {appeal.note !== '' && (
      <Text size="sm">
        {t('appeal.noteShown')} {appeal.note}
      </Text>
    )}
    <div>
      <TextLink to={{ screen: 'run', run: appeal.run }}>{t('appeal.showRun')}</TextLink>
    </div>
  </Stack>
);
