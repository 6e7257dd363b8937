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

const isKeyed = (value: Value | undefined): value is Extract<Value, object> => typeof value === 'object';

/** One line of the table: a date, with several keys all of them but the last, and the values by the last key. */
type Line = { readonly date: string; readonly outer: readonly string[]; readonly value: Value };

const linesOf = (date: string, value: Value, outer: readonly string[] = []): readonly Line[] =>
  isKeyed(value) && Object.values(value).some(isKeyed)
    ? Object.entries(value).flatMap(([key, inner]) => linesOf(date, inner, [...outer, key]))
    : [{ date, outer, value }];

/** All last keys that any line has, in the order of their first appearance. */
const keysOf = (lines: readonly Line[]): readonly string[] => [
  ...new Set(lines.flatMap(({ value }) => (isKeyed(value) ? Object.keys(value) : []))),
];

const cellText = (value: Value | undefined): string => (value === undefined || isKeyed(value) ? '–' : exactText(String(value)));

const ParameterTable = ({ name, parameter }: { readonly name: string; readonly parameter: Parameter }) => {
  const lines = Object.keys(parameter.values)
    .sort()
    .flatMap((date) => linesOf(date, parameter.values[date] as Value));
  const keys = keysOf(lines);
  const outerNames = typeof parameter.by === 'object' ? parameter.by.slice(0, -1) : [];
  return (
    <ScrollFrame label={name} narrow>
      <Table aria-label={name}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th scope="col">{t('parameter.from')}</Table.Th>
            {outerNames.map((outer) => (
              <Table.Th key={outer} scope="col">
                {outer}
              </Table.Th>
            ))}
            {(keys.length === 0 ? [t('parameter.value')] : keys).map((key) => (
              <Table.Th key={key} scope="col" className={classes.end}>
                {key}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ date, outer, value }) => (
            <Table.Tr key={[date, ...outer].join()}>
              <Table.Th scope="row" className={classes.rowHead} title={date}>
                {formatDate(date)}
              </Table.Th>
              {outerNames.map((key, level) => (
                <Table.Td key={key}>{outer[level]}</Table.Td>
              ))}
              {isKeyed(value) ? (
                keys.map((key) => (
                  <Table.Td key={key} className={classes.end}>
                    {cellText(value[key])}
                  </Table.Td>
                ))
              ) : (
                <Table.Td className={classes.end} colSpan={Math.max(1, keys.length)}>
                  {cellText(value)}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  );
};

/** What picks a value, as a sentence names it. */
const pickersText = ({ by }: Parameter): string | undefined =>
  by === undefined ? undefined : t('parameter.by', { by: typeof by === 'string' ? by : by.join(', ') });

const describe = (parameter: Parameter): string =>
  [
    parameter.label,
    typeText(parameter),
    pickersText(parameter),
    parameter.heldFor === 'year' ? t('parameter.heldForYear') : undefined,
    parameter.source,
  ]
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
