/** A query's three states: on its way, refused, answered. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Query } from '../state/use-query.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';

type Props<Answer> = { readonly query: Query<Answer>; readonly rows?: number; readonly children: (answer: Answer) => ReactNode };

export const QueryView = <Answer,>({ query, rows, children }: Props<Answer>) => {
  if (query.error !== undefined) {
    return (
      <Stack>
        <ErrorNotice error={query.error} onRetry={query.reload} />
      </Stack>
    );
  }
  if (query.value === undefined) return <Loading {...(rows === undefined ? {} : { rows })} />;
  return <div aria-busy={query.loading}>{children(query.value)}</div>;
};
