/** A reform: the policy it is pinned to and every value that its patch sets or removes. */
import { Text } from '@mantine/core';
import type { Json, ReformDocument } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';

type Change = { readonly pointer: string; readonly value: string };

/** RFC 6901: "~" and "/" are escaped inside a pointer's parts. */
const escapePart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A merge patch as a flat list: null removes, an object goes deeper, anything else replaces. */
const changesOf = (patch: Json, pointer = ''): readonly Change[] => {
  if (isObject(patch)) return Object.entries(patch).flatMap(([name, value]) => changesOf(value, `${pointer}/${escapePart(name)}`));
  if (patch === null) return [{ pointer, value: t('reform.removed') }];
  return [{ pointer, value: typeof patch === 'string' ? patch : JSON.stringify(patch) }];
};

const COLUMNS: readonly Column<Change>[] = [
  { id: 'pointer', title: t('reform.where'), cell: ({ pointer }) => <code className="mono">{pointer}</code> },
  {
    id: 'value',
    title: t('reform.value'),
    wide: true,
    cell: ({ value }) => (
      <code className="mono" title={value}>
        {value}
      </code>
    ),
  },
];

export const ReformView = ({ reform }: { readonly reform: ReformDocument }) => {
  const policy = `${reform.of.policy}@${reform.of.version}`;
  return (
    <>
      {reform.description !== undefined && (
        <Text mb="md" maw="72ch">
          {reform.description}
        </Text>
      )}
      <Section title={t('reform.of')}>
        <Facts
          facts={[
            [
              t('document.kind.policy'),
              <TextLink key="policy" to={{ screen: 'document', kind: 'policy', reference: policy }}>
                {policy}
              </TextLink>,
            ],
          ]}
        />
      </Section>
      <Section title={t('reform.changes')} description={t('reform.changesText')}>
        <DataTable caption={t('reform.changes')} columns={COLUMNS} rows={changesOf(reform.patch)} rowKey={({ pointer }) => pointer} />
      </Section>
    </>
  );
};
