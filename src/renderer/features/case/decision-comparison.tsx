/** Every decision of a case on both sides, from the outcome down to what it rests on; those that differ are marked. */
import type { CaseSide } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { exactText } from '../../components/format/exact-text.ts';
import { t } from '../../copy/t.ts';
import classes from './decision-comparison.module.css';

type Row = { readonly name: string; readonly label: string; readonly before: string; readonly after: string };

type Decision = CaseSide['decisions'][number];

const labelOf = ({ label, unit }: Decision): string => [label, unit].filter((part) => part !== undefined).join(' · ');

/** The engine gives decisions in the order in which they can be made; here the last comes first. */
const rowsOf = (baseline: CaseSide, reform: CaseSide): readonly Row[] => {
  const before = new Map(baseline.decisions.map((decision) => [decision.name, decision]));
  const after = new Map(reform.decisions.map((decision) => [decision.name, decision]));
  return [...new Set([...before.keys(), ...after.keys()])].reverse().map((name) => ({
    name,
    label: [before.get(name), after.get(name)].flatMap((decision) => (decision === undefined ? [] : [labelOf(decision)]))[0] ?? '',
    before: before.get(name)?.value ?? t('decision.absent'),
    after: after.get(name)?.value ?? t('decision.absent'),
  }));
};

const Exact = ({ value }: { readonly value: string }) => (
  <span className={classes.value} title={t('amount.exact', { exact: value })}>
    {exactText(value)}
  </span>
);

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'name',
    title: t('decision.name'),
    wrap: true,
    cell: ({ name, label }) => (
      <>
        <code className="mono">{name}</code>
        {label !== '' && <div className={classes.label}>{label}</div>}
      </>
    ),
  },
  { id: 'before', title: t('side.baseline'), align: 'end', cell: ({ before }) => <Exact value={before} /> },
  { id: 'after', title: t('side.reform'), align: 'end', cell: ({ after }) => <Exact value={after} /> },
  {
    id: 'differs',
    title: t('decision.differs'),
    cell: ({ before, after }) => (before === after ? '' : <strong>{t('decision.differs')}</strong>),
  },
];

export const DecisionComparison = ({ baseline, reform }: { readonly baseline: CaseSide; readonly reform: CaseSide }) => (
  <DataTable caption={t('case.decisions')} columns={COLUMNS} rows={rowsOf(baseline, reform)} rowKey={({ name }) => name} />
);
