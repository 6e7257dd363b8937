/** How many cases went from which outcome (rows, baseline) to which (columns, reform). Each count leads to its cases. */
import { Table, VisuallyHidden } from '@mantine/core';
import { outcomeText } from '../../components/format/outcome-text.ts';
import { formatShare } from '../../components/format/share.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { t } from '../../copy/t.ts';
import classes from './transition-matrix.module.css';

type Props = {
  readonly outcomes: readonly string[];
  /** counts[i][j]: cases that went from outcomes[i] to outcomes[j]. */
  readonly counts: readonly (readonly number[])[];
  readonly onSelect: (from: string, to: string) => void;
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

type CellProps = {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly total: number;
  readonly onSelect: Props['onSelect'];
};

const Cell = ({ from, to, count, total, onSelect }: CellProps) => {
  const tone = from === to ? classes.same : count === 0 ? classes.none : classes.moved;
  return (
    <Table.Td className={`${classes.cell} ${tone}`}>
      {count === 0 ? (
        <span>0</span>
      ) : (
        <button type="button" className={classes.count} onClick={() => onSelect(from, to)}>
          {wholeNumber(count)}
          <span className={classes.share}>{formatShare(count, total)}</span>
          <VisuallyHidden>{t('matrix.cell', { from: outcomeText(from), to: outcomeText(to) })}</VisuallyHidden>
        </button>
      )}
    </Table.Td>
  );
};

export const TransitionMatrix = ({ outcomes, counts, onSelect }: Props) => {
  const total = sum(counts.map(sum));
  return (
    <ScrollFrame label={t('matrix.title')}>
      <Table aria-label={t('matrix.title')} className={classes.matrix}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th scope="col">{t('matrix.corner')}</Table.Th>
            {outcomes.map((to) => (
              <Table.Th key={to} scope="col" className={classes.end}>
                <OutcomeBadge outcome={to} />
              </Table.Th>
            ))}
            <Table.Th scope="col" className={classes.end}>
              {t('matrix.total')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {outcomes.map((from, row) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">
                <OutcomeBadge outcome={from} />
              </Table.Th>
              {outcomes.map((to, column) => (
                <Cell key={to} from={from} to={to} count={counts[row]?.[column] ?? 0} total={total} onSelect={onSelect} />
              ))}
              <Table.Td className={classes.sum}>{wholeNumber(sum(counts[row] ?? []))}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t('matrix.total')}</Table.Th>
            {outcomes.map((to, column) => (
              <Table.Td key={to} className={classes.sum}>
                {wholeNumber(sum(counts.map((row) => row[column] ?? 0)))}
              </Table.Td>
            ))}
            <Table.Td className={classes.sum}>{wholeNumber(total)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  );
};
