/** Steps through the pages of a list that is too long to be shown at once. */
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { t } from '../copy/t.ts';

export const PAGE_ROWS = 100;

type Props = {
  /** What is paged, for screen readers: "cases". */
  readonly of: string;
  /** Rows before the page on screen. */
  readonly after: number;
  readonly total: number;
  readonly onChange: (after: number) => void;
};

export const Pager = ({ of, after, total, onChange }: Props) => {
  if (total <= PAGE_ROWS) return null;
  // A new page is read from its top, which is far above the button that leads to it.
  const turn = (to: number) => (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.closest('nav')?.previousElementSibling?.scrollIntoView({ block: 'start' });
    onChange(to);
  };
  return (
    <Group component="nav" aria-label={t('pager.label', { of })} gap="xs" justify="flex-end" mt={8}>
      <Text size="sm" c="dimmed" role="status">
        {t('pager.range', { from: after + 1, to: Math.min(total, after + PAGE_ROWS), total })}
      </Text>
      <ActionIcon variant="default" aria-label={t('pager.previous')} disabled={after === 0} onClick={turn(Math.max(0, after - PAGE_ROWS))}>
        <IconChevronLeft size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t('pager.next')} disabled={after + PAGE_ROWS >= total} onClick={turn(after + PAGE_ROWS)}>
        <IconChevronRight size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
};
