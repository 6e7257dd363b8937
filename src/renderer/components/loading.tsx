/** Holds the place of content that is on its way. */
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { t } from '../copy/t.ts';

export const Loading = ({ rows = 5 }: { readonly rows?: number }) => (
  <div role="status">
    <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
    <Stack gap={8} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike.
        <Skeleton key={row} height={26} radius={4} />
      ))}
    </Stack>
  </div>
);
