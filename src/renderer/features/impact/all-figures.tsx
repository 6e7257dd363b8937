/** Every figure of one comparison; weighted beside plain where there is a weight. */
import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImpactResult, WeightedFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { exactText } from '../../components/format/exact-text.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { t } from '../../copy/t.ts';
import { DefinitionNote } from './measures/definition-note.tsx';

type Name = keyof WeightedFigures;

const COUNTS: readonly Name[] = ['units', 'gainers', 'losers', 'unchanged', 'undetermined', 'baselineCaseload', 'reformCaseload'];
const AMOUNTS: readonly Name[] = ['baselineCost', 'reformCost', 'costChange', 'gained', 'lost', 'averageGain', 'averageLoss'];

type Row = { readonly name: Name; readonly plain: ReactNode; readonly weighted: ReactNode };

const isCaseload = (name: Name): boolean => name === 'baselineCaseload' || name === 'reformCaseload';
const amount = (name: Name, value: string | null) => <Amount exact={value} signed={name === 'costChange'} />;

export const AllFigures = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const { totals, measures } = result;
  const figures = totals.reforms[reform];
  if (figures === undefined) return null;
  const plain = { ...figures, units: totals.units };
  const { weighted } = figures;
  const counts = COUNTS.map(
    (name): Row => ({
      name,
      plain: wholeNumber(Number(plain[name])),
      weighted: weighted === undefined ? '' : exactText(weighted[name] ?? ''),
    }),
  );
  const amounts = AMOUNTS.map(
    (name): Row => ({
      name,
      plain: amount(name, plain[name] as string | null),
      weighted: weighted === undefined ? '' : amount(name, weighted[name]),
    }),
  );
  const columns: readonly Column<Row>[] = [
    {
      id: 'figure',
      title: t('allFigures.figure'),
      cell: ({ name }) => (
        <Group gap={4} wrap="nowrap">
          {t(`allFigures.${name}`)}
          {isCaseload(name) && <DefinitionNote definitions={measures.definitions} id="caseload" />}
        </Group>
      ),
    },
    { id: 'plain', title: t('allFigures.plain'), align: 'end', cell: (row) => row.plain },
    ...(weighted === undefined
      ? []
      : [
          {
            id: 'weighted',
            title: t('allFigures.weighted', { weight: measures.weight ?? '' }),
            align: 'end',
            cell: (row) => row.weighted,
          } satisfies Column<Row>,
        ]),
  ];
  const rows = result.amount === '' ? counts : [...counts, ...amounts];
  return <DataTable caption={t('allFigures.title')} columns={columns} rows={rows} rowKey={({ name }) => name} />;
};
