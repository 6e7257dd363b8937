/** What differs in meaning between a template's version and another one of it, in words. */
import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { numbered } from '../../components/numbered.ts';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';

type Props = { readonly id: string; readonly version: string };

const referenceOf = ({ id, version }: Props): string => `${id}@${version}`;

const Changes = ({ from, to }: { readonly from: string; readonly to: string }) => {
  const compared = useQuery('document.compare', { kind: 'workflow', from, to });
  return (
    <QueryView query={compared} rows={4}>
      {({ changes }) =>
        changes.length === 0 ? (
          <Text role="status">{t('compare.same')}</Text>
        ) : (
          <ul aria-label={t('compare.changes', { from, to })}>
            {numbered(changes).map(({ number, item }) => (
              <li key={number}>{item}</li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
};

export const VersionComparison = ({ id, version }: Props) => {
  const documents = useQuery('document.list', { kind: 'workflow' });
  const [chosen, setChosen] = useState<string | null>(null);
  const to = referenceOf({ id, version });
  return (
    <QueryView query={documents} rows={4}>
      {(all) => {
        const others: readonly DocumentInfo[] = all.filter((other) => other.id === id && other.version !== version);
        if (others.length === 0) return <Text>{t('compare.none')}</Text>;
        const from = chosen ?? others.map(referenceOf)[0];
        return (
          <Stack gap="sm">
            <Select w={320} label={t('compare.with')} data={others.map(referenceOf)} value={from ?? null} onChange={setChosen} />
            {from !== undefined && <Changes from={from} to={to} />}
          </Stack>
        );
      }}
    </QueryView>
  );
};
