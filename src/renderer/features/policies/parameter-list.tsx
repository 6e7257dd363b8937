/** A policy's parameters: for each a table of its values by date, and by key where it has keys. */
import { Table } from '@mantine/core';
import type { Parameter } from '../../../engine/model/index.ts';
import { Empty } from '../../components/empty.tsx';
import { exactText } from '../../components/format/exact-text.ts';
import { formatDate } from '../../components/format/moment.ts';
import { typeText } from '../../components/format/type-text.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import classes from './tables.module.css';

type Value = Parameter['values'][string];

const isKeyed = (value: Value): value is Extract<Value, object> => typeof value === 'object';

/** All keys that any date has, in the order of their first appearance. */
const keysOf = ({ values }: Parameter): readonly string[] => [
  ...new Set(Object.values(values).flatMap((value) => (isKeyed(value) ? Object.keys(value) : []))),
];

const ParameterTable = ({ name, parameter }: { readonly name: string; readonly parameter: Parameter }) => {
  const keys = keysOf(parameter);
  const dates = Object.keys(parameter.values).sort();
  return (
    <ScrollFrame label={name} narrow>
      <Table aria-label={name}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th scope="col">{t('parameter.from')}</Table.Th>
            {keys.length === 0 ? (
              <Table.Th scope="col" className={classes.end}>
                {t('parameter.value')}
              </Table.Th>
            ) : (
              keys.map((key) => (
                <Table.Th key={key} scope="col" className={classes.end}>
                  {key}
                </Table.Th>
              ))
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {dates.map((date) => {
            const value = parameter.values[date];
            if (value === undefined) return null;
            return (
              <Table.Tr key={date}>
                <Table.Th scope="row" className={classes.rowHead} title={date}>
                  {formatDate(date)}
                </Table.Th>
                {isKeyed(value) ? (
                  keys.map((key) => (
                    <Table.Td key={key} className={classes.end}>
                      {value[key] === undefined ? '–' : exactText(String(value[key]))}
                    </Table.Td>
                  ))
                ) : (
                  <Table.Td className={classes.end} colSpan={Math.max(1, keys.length)}>
                    {exactText(String(value))}
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  );
};

const describe = (parameter: Parameter): string =>
  [parameter.label, typeText(parameter), parameter.by === undefined ? undefined : t('parameter.by', { by: parameter.by }), parameter.source]
    .filter((part) => part !== undefined)
    .join(' · ');

export const ParameterList = ({ parameters }: { readonly parameters: { readonly [name: string]: Parameter } }) => {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return <Empty title={t('parameter.none')} />;
  return entries.map(([name, parameter]) => (
    <Section key={name} title={name} description={describe(parameter)}>
      <ParameterTable name={name} parameter={parameter} />
    </Section>
  ));
};
