/** Holds the place of content that is on its way. */
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { t } from '../copy/t.ts';
import { numbered } from './numbered.ts';

export const Loading = ({ rows = 5 }: { readonly rows?: number }) => (
  <div role="status">
    <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
    <Stack gap={8} aria-hidden="true">
      {numbered(Array.from({ length: rows })).map(({ number }) => (
        <Skeleton key={number} height={26} radius={4} />
      ))}
    </Stack>
  </div>
);
