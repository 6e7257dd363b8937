/** The policy that a reference leads to: the policy itself, or the one that a reform is pinned to, as it stands without the reform. */
import { useMemo } from 'react';
import type { DocumentInfo, PolicyDocument, ReformDocument } from '../../engine/model/index.ts';
import { usePolicy } from './use-policy.ts';
import { useQuery } from './use-query.ts';

/** `reference` null: nothing is chosen yet. Undefined until the policy is there. */
export const usePolicyBehind = (documents: readonly DocumentInfo[] | undefined, reference: string | null): PolicyDocument | undefined => {
  const info = documents?.find(({ id, version }) => `${id}@${version}` === reference);
  const reform = useQuery('document.get', info?.kind === 'reform' && reference !== null ? { kind: 'reform', reference } : undefined);
  const body = reform.stale ? undefined : reform.value?.body;
  const pinned = useMemo(() => {
    if (body === undefined) return null;
    const { of }: ReformDocument = JSON.parse(body);
    return `${of.policy}@${of.version}`;
  }, [body]);
  return usePolicy(info?.kind === 'policy' ? reference : pinned);
};
