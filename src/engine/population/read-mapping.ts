/** Reads a mapping document as such, before any source file is looked at. */
import { schemaFindings } from '../document/schema-problems.ts';
import type { Json } from '../model/json.ts';
import type { Mapping } from '../model/mapping.ts';
import { mistakesIn, type Result } from '../model/problem.ts';

/** Checks the document's shape. Whether it fits the columns and the policy's inputs is for `compileMapping` to say. */
export const readMapping = (document: Json, name?: string): Result<Mapping> => {
  const problems = schemaFindings('mapping', document).map(({ problem }) => problem);
  return problems.length === 0 ? { ok: true, value: document as Mapping } : mistakesIn('the mapping', problems, name);
};
