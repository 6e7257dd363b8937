/** Checks a reform by itself. Whether what it gives is a right policy shows when it is applied to the policy it names. */
import type { Json } from '../model/json.ts';
import type { ReformDocument } from '../model/policy-document.ts';
import type { Result } from '../model/problem.ts';
import { schemaFindings } from './schema-problems.ts';

/** Problems carry `name` as their document. */
export const checkReform = (document: Json, name?: string): Result<ReformDocument> => {
  const problems = schemaFindings('reform', document).map(({ problem }) => (name === undefined ? problem : { document: name, ...problem }));
  if (problems.length === 0) return { ok: true, value: document as unknown as ReformDocument };
  const message = `the reform has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`;
  return { ok: false, failure: { kind: 'invalid', message, problems } };
};
