/** A decision table as a table: a column per input expression, a row per rule, then what the rule gives. */
import { Table } from '@mantine/core';
import type { DecisionTable } from '../../../engine/model/index.ts';
import { numbered } from '../../components/numbered.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { t } from '../../copy/t.ts';
import classes from './tables.module.css';

type Props = { readonly name: string; readonly table: DecisionTable };

export const DecisionTableView = ({ name, table }: Props) => {
  const withNotes = table.rules.some((rule) => rule.note !== undefined);
  return (
    <>
      <p className={classes.rule}>
        {t(`hitPolicy.${table.hitPolicy}`)}
        {table.aggregator !== undefined && ` ${t(`aggregator.${table.aggregator}`)}`}
      </p>
      <ScrollFrame label={name}>
        <Table aria-label={name}>
          <Table.Thead className={classes.head}>
            <Table.Tr>
              <Table.Th scope="col" title={t('decisionTable.hitPolicy', { policy: table.hitPolicy })}>
                {[table.hitPolicy, table.aggregator].filter((part) => part !== undefined).join(' ')}
              </Table.Th>
              {table.inputs.map((input) => (
                <Table.Th key={input} scope="col" className={classes.cellFeel}>
                  {input}
                </Table.Th>
              ))}
              <Table.Th scope="col" className={`${classes.cellFeel} ${classes.output}`}>
                {name}
              </Table.Th>
              {withNotes && <Table.Th scope="col">{t('decisionTable.note')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {numbered(table.rules).map(({ number, item: rule }) => (
              <Table.Tr key={number}>
                <Table.Th scope="row" className={classes.rowHead}>
                  {number}
                </Table.Th>
                {table.inputs.map((input, column) => (
                  <Table.Td key={input} className={classes.cellFeel}>
                    {rule.when[column]}
                  </Table.Td>
                ))}
                <Table.Td className={`${classes.cellFeel} ${classes.output}`}>{rule.then}</Table.Td>
                {withNotes && <Table.Td>{rule.note}</Table.Td>}
              </Table.Tr>
            ))}
            {table.otherwise !== undefined && (
              <Table.Tr>
                <Table.Th scope="row" className={classes.rowHead} colSpan={table.inputs.length + 1}>
                  {t('decisionTable.otherwise')}
                </Table.Th>
                <Table.Td className={`${classes.cellFeel} ${classes.output}`}>{table.otherwise}</Table.Td>
                {withNotes && <Table.Td />}
              </Table.Tr>
            )}
          </Table.Tbody>
          {table.precedence !== undefined && (
            <Table.Caption>{t('decisionTable.precedence', { values: table.precedence.join(', ') })}</Table.Caption>
          )}
        </Table>
      </ScrollFrame>
    </>
  );
};
