/** Whether a document is a draft, which can change, or published, which cannot. */
import { Badge } from '@mantine/core';
import { counted, t } from '../copy/t.ts';

type Props = {
  readonly state: 'draft' | 'published';
  /** Of a draft: how many mistakes it had when it was saved. */
  readonly problems?: number | undefined;
};

export const DocumentState = ({ state, problems = 0 }: Props) => (
  <Badge
    variant={state === 'draft' ? 'outline' : 'light'}
    color={state === 'draft' ? 'gray' : 'ink'}
    miw="max-content"
    radius="sm"
    tt="none"
    fw={500}
  >
    {problems === 0 ? t(`document.state.${state}`) : counted('document.state.unfinished', problems)}
  </Badge>
);
