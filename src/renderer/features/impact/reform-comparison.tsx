/** The totals of all reforms of one analysis side by side, the baseline first. */
import type { ImpactResult, ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { exactText } from '../../components/format/exact-text.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { t } from '../../copy/t.ts';
import { CountText } from './measures/count-text.tsx';
import classes from './reform-comparison.module.css';
import { sideText } from './side-text.ts';

type Row = { readonly index: number; readonly title: string; readonly figures: ReformFigures };

type Props = { readonly result: ImpactResult; readonly chosen: number; readonly onChoose: (reform: number) => void };

const countColumn = (id: 'gainers' | 'losers' | 'undetermined'): Column<Row> => ({
  id,
  title: t(`figures.${id}`),
  align: 'end',
  cell: ({ figures }) => <CountText units={figures[id]} {...(figures.weighted === undefined ? {} : { weight: figures.weighted[id] })} />,
  compare: (first, second) => first.figures[id] - second.figures[id],
});

export const ReformComparison = ({ result, chosen, onChoose }: Props) => {
  const paid = result.amount !== '';
  const rows = result.reforms.flatMap((side, index): readonly Row[] => {
    const figures = result.totals.reforms[index];
    return figures === undefined ? [] : [{ index, title: sideText(side), figures }];
  });
  const columns: readonly Column<Row>[] = [
    {
      id: 'side',
      title: t('side.reform'),
      wrap: true,
      cell: ({ index, title }) =>
        index === chosen ? (
          <strong aria-current="true">{title}</strong>
        ) : (
          <button type="button" className={classes.choose} onClick={() => onChoose(index)}>
            {title}
          </button>
        ),
    },
    ...(paid
      ? ([
          { id: 'cost', title: t('figures.costAfter'), align: 'end', cell: ({ figures }) => <Amount exact={figures.reformCost} /> },
          {
            id: 'change',
            title: t('figures.costChange'),
            align: 'end',
            cell: ({ figures }) => <Amount exact={figures.costChange} signed />,
          },
          ...(result.measures.weight === undefined
            ? []
            : [
                {
                  id: 'weighted',
                  title: t('comparison.weightedChange'),
                  align: 'end',
                  cell: ({ figures }) => <Amount exact={figures.weighted?.costChange ?? null} signed />,
                } satisfies Column<Row>,
              ]),
        ] satisfies readonly Column<Row>[])
      : []),
    { id: 'caseload', title: t('sweep.caseload'), align: 'end', cell: ({ figures }) => wholeNumber(figures.reformCaseload) },
    countColumn('gainers'),
    countColumn('losers'),
    countColumn('undetermined'),
  ];
  const first = rows[0]?.figures;
  const before =
    first === undefined || !paid
      ? t('comparison.text')
      : `${t('comparison.text')} ${t('comparison.before', { cost: exactText(first.baselineCost), caseload: first.baselineCaseload })}`;
  return (
    <>
      <p className={classes.before}>{before}</p>
      <DataTable caption={t('comparison.title')} columns={columns} rows={rows} rowKey={({ index }) => String(index)} />
    </>
  );
};
