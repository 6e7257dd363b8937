/** One figure of a sweep over two parameters as a grid: the first goes down, the second across; today's values are marked. */
import { Table } from '@mantine/core';
import type { SweepResult } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { exactText } from '../../components/format/exact-text.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { t } from '../../copy/t.ts';
import classes from './sweep-grid.module.css';
import { axisText, figuresAt, isMoney, isToday, type Measure } from './sweep-points.ts';

const HEIGHT_PX = 520;

type Props = { readonly result: SweepResult; readonly measure: Measure; readonly weighted: boolean };

export const SweepGrid = ({ result, measure, weighted }: Props) => {
  const [down, across] = result.axes;
  if (down === undefined || across === undefined) return null;
  const label = t('sweep.gridOf', { measure: t(`sweep.measure.${measure}`) });
  return (
    <ScrollFrame label={label} maxHeight={HEIGHT_PX} narrow>
      <Table aria-label={label} className={classes.grid}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th scope="col">{t('sweep.corner', { down: axisText(down), across: axisText(across) })}</Table.Th>
            {across.values.map((value) => (
              <Table.Th key={value} scope="col">
                {exactText(value)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {down.values.map((value, row) => (
            <Table.Tr key={value}>
              <Table.Th scope="row">{exactText(value)}</Table.Th>
              {across.values.map((other, column) => {
                const point = result.points[row * across.values.length + column];
                if (point === undefined) return <Table.Td key={other} />;
                const text = figuresAt(point, weighted)[measure];
                const today = isToday(result.axes, point);
                return (
                  <Table.Td key={other} className={today ? classes.today : undefined}>
                    {isMoney(measure) ? <Amount exact={text} signed={measure === 'change'} /> : exactText(text)}
                    {today && <span className={classes.mark}>{t('sweep.today')}</span>}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  );
};
