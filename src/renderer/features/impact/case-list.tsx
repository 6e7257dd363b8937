/** The cases of an impact analysis, by outcome before and after and by gain or loss. */
import { Checkbox, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { CaseRow, ImpactResult } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { outcomeText } from '../../components/format/outcome-text.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';
import { useCasesOf, useChosenCases } from '../../state/chosen-cases.ts';
import type { ImpactView } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './case-list.module.css';

const CHANGES = ['any', 'gain', 'loss', 'none'] as const satisfies readonly ImpactView['change'][];
const ANY = '';

const Pick = ({ run, unit }: { readonly run: string; readonly unit: string }) => {
  const picked = useCasesOf(run).picked.includes(unit);
  const pick = useChosenCases((state) => state.pick);
  return (
    <Checkbox
      size="xs"
      className={classes.pick}
      aria-label={t('cases.pick', { unit })}
      checked={picked}
      onChange={(event) => pick(run, unit, event.currentTarget.checked)}
    />
  );
};

const columnsOf = (run: string, reform: number): readonly Column<CaseRow>[] => [
  { id: 'pick', title: t('cases.pickColumn'), titleHidden: true, cell: ({ unit }) => <Pick run={run} unit={unit} /> },
  {
    id: 'unit',
    title: t('cases.unit'),
    wide: true,
    cell: ({ unit }) => (
      <TextLink to={{ screen: 'case', run, unit, reform }} title={unit} wholeRow>
        {unit}
      </TextLink>
    ),
  },
  { id: 'from', title: t('side.baseline'), cell: ({ baseline }) => <OutcomeBadge outcome={baseline.outcome} /> },
  { id: 'to', title: t('side.reform'), cell: ({ reform }) => <OutcomeBadge outcome={reform.outcome} /> },
  { id: 'before', title: t('cases.before'), align: 'end', cell: ({ baseline }) => <Amount exact={baseline.amount} /> },
  { id: 'after', title: t('cases.after'), align: 'end', cell: ({ reform }) => <Amount exact={reform.amount} /> },
  { id: 'change', title: t('cases.change'), align: 'end', cell: ({ change }) => <Amount exact={change} difference /> },
];

type Props = { readonly result: ImpactResult; readonly view: ImpactView; readonly onView: (view: ImpactView) => void };

/** The view with another outcome before or after; an empty choice lets every outcome through. */
const withOutcome = (view: ImpactView, side: 'from' | 'to', outcome: string | null): ImpactView => {
  const { [side]: _before, ...rest } = view;
  return { ...rest, after: 0, ...(outcome === null || outcome === ANY ? {} : { [side]: outcome }) };
};

export const CaseList = ({ result, view, onView }: Props) => {
  const { from, to, change, reform, after } = view;
  const asked = {
    run: result.run,
    reform,
    change,
    after,
    limit: PAGE_ROWS,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const cases = useQuery('case.list', asked, { run: result.run });
  const columns = useMemo(() => columnsOf(result.run, reform), [result.run, reform]);
  const outcomes = [
    { value: ANY, label: t('cases.anyOutcome') },
    ...result.outcomes.map((outcome) => ({ value: outcome, label: outcomeText(outcome) })),
  ];
  return (
    <>
      <Group align="flex-end" mb="sm" gap="md">
        <Select
          w={190}
          label={t('cases.from')}
          data={outcomes}
          value={from ?? ANY}
          onChange={(value) => onView(withOutcome(view, 'from', value))}
        />
        <Select
          w={190}
          label={t('cases.to')}
          data={outcomes}
          value={to ?? ANY}
          onChange={(value) => onView(withOutcome(view, 'to', value))}
        />
        {result.amount !== '' && (
          <SegmentedControl
            aria-label={t('cases.changeFilter')}
            data={CHANGES.map((value) => ({ value, label: t(`cases.changeFilter.${value}`) }))}
            value={change}
            onChange={(value) => onView({ ...view, after: 0, change: CHANGES.find((known) => known === value) ?? 'any' })}
          />
        )}
      </Group>
      <QueryView query={cases}>
        {({ total, cases: rows }) =>
          total === 0 ? (
            <Empty title={t('cases.none')} next={t('cases.noneNext')} />
          ) : (
            <>
              <Text size="sm" c="dimmed" mb={6} role="status">
                {counted('cases.total', total)}
              </Text>
              <DataTable caption={t('impact.tab.cases')} columns={columns} rows={rows} rowKey={({ unit }) => unit} />
              <Pager of={t('impact.tab.cases')} after={after} total={total} onChange={(next) => onView({ ...view, after: next })} />
            </>
          )
        }
      </QueryView>
    </>
  );
};
