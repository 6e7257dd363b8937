/** FEEL expressions, one per input or member field: its type beside it and the problems found in it below it. */
import { Table, TextInput } from '@mantine/core';
import type { InputTypes, Problem, ScalarInput } from '../../../../engine/model/index.ts';
import { typeText } from '../../../components/format/type-text.ts';
import { MendButtons } from '../../../components/mend-buttons.tsx';
import { ProblemText } from '../../../components/problem-text.tsx';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import { t } from '../../../copy/t.ts';
import classes from './expression-table.module.css';

type Props = {
  readonly caption: string;
  readonly types: { readonly [name: string]: ScalarInput };
  readonly expressions: { readonly [name: string]: string };
  /** JSON Pointer of the expressions' parent in the mapping: "/inputs". */
  readonly pointer: string;
  readonly problems: readonly Problem[];
  readonly onChange: (name: string, feel: string) => void;
};

/** The inputs of a policy that are not lists: those have fields of their own. */
export const scalarInputs = (inputs: InputTypes): { readonly [name: string]: ScalarInput } =>
  Object.fromEntries(Object.entries(inputs).flatMap(([name, type]) => (type.type === 'list' ? [] : [[name, type]])));

export const ExpressionTable = ({ caption, types, expressions, pointer, problems, onChange }: Props) => (
  <ScrollFrame label={caption}>
    <Table aria-label={caption}>
      <Table.Thead className={classes.head}>
        <Table.Tr>
          <Table.Th scope="col">{t('mapping.input')}</Table.Th>
          <Table.Th scope="col">{t('mapping.type')}</Table.Th>
          <Table.Th scope="col" className={classes.expression}>
            {t('mapping.expression')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {Object.entries(types).map(([name, type]) => {
          const found = problems.filter((problem) => problem.pointer === `${pointer}/${name}`);
          return (
            <Table.Tr key={name} className={classes.row}>
              <Table.Td>
                <code className="mono">{name}</code>
                {type.label !== undefined && <div className={classes.label}>{type.label}</div>}
              </Table.Td>
              <Table.Td className={classes.type}>{typeText(type)}</Table.Td>
              <Table.Td>
                <TextInput
                  aria-label={t('mapping.expressionOf', { name })}
                  classNames={{ input: classes.feel }}
                  value={expressions[name] ?? ''}
                  onChange={(event) => onChange(name, event.currentTarget.value)}
                  error={
                    found.length === 0 ? undefined : (
                      <>
                        <ProblemText problems={found} />
                        <MendButtons text={expressions[name] ?? ''} problems={found} onMend={(feel) => onChange(name, feel)} />
                      </>
                    )
                  }
                  spellCheck={false}
                />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  </ScrollFrame>
);
