/** A published policy as a document; undefined until it is there. */
import { useMemo } from 'react';
import type { PolicyDocument } from '../../engine/model/index.ts';
import { policyOf } from './policy-of.ts';
import { useQuery } from './use-query.ts';

/** `reference` null: no policy is chosen yet. */
export const usePolicy = (reference: string | null): PolicyDocument | undefined => {
  const document = useQuery('document.get', reference === null ? undefined : { kind: 'policy', reference });
  const body = document.stale ? undefined : document.value?.body;
  return useMemo(() => (body === undefined ? undefined : policyOf(body)), [body]);
};
