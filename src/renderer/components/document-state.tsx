/** Whether a document is a draft, which can change, or published, which cannot. */
import { Badge } from '@mantine/core';
import { t } from '../copy/t.ts';

export const DocumentState = ({ state }: { readonly state: 'draft' | 'published' }) => (
  <Badge
    variant={state === 'draft' ? 'outline' : 'light'}
    color={state === 'draft' ? 'gray' : 'ink'}
    miw="max-content"
    radius="sm"
    tt="none"
    fw={500}
  >
    {t(`document.state.${state}`)}
  </Badge>
);
