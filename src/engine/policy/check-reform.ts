/** Checks a reform by itself. Whether what it gives is a right policy shows when it is applied to the policy it names. */
import { schemaFindings } from '../document/schema-problems.ts';
import type { Json } from '../model/json.ts';
import type { ReformDocument } from '../model/policy-document.ts';
import { mistakesIn, type Result } from '../model/problem.ts';

/** Problems carry `name` as their document. */
export const checkReform = (document: Json, name?: string): Result<ReformDocument> => {
  const problems = schemaFindings('reform', document).map(({ problem }) => problem);
  return problems.length === 0 ? { ok: true, value: document as ReformDocument } : mistakesIn('the reform', problems, name);
};
