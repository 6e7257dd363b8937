/** A policy with one thing changed, to see whether a test notices. */
import { isJsonObject, type Json } from '../../model/json.ts';
import { pointerParts } from '../../model/json-pointer.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';

export type Mutant = {
  /** What is changed, a pointer into the policy. */
  readonly pointer: string;
  /** Texts for people. `after` is undefined where the thing is taken away. */
  readonly before: string;
  readonly after: string | undefined;
  readonly policy: PolicyDocument;
  /** Only the value of this parameter differs, so that compiled logic can be used again. */
  readonly parameter?: string;
  /** Whether what is changed holds on the first day of a period. */
  readonly isInForce: (date: string) => boolean;
};

const changed = (json: Json, parts: readonly string[], value: Json | undefined): Json => {
  const [part, ...rest] = parts;
  if (part === undefined) return value as Json;
  const isLeaf = rest.length === 0;
  if (Array.isArray(json)) {
    const index = Number(part);
    if (isLeaf && value === undefined) return json.filter((_, own) => own !== index);
    return json.map((item, own) => (own === index ? changed(item, rest, value) : item));
  }
  if (!isJsonObject(json)) throw new RangeError(`nothing stands at ${part}`);
  if (!isLeaf || value !== undefined) return { ...json, [part]: changed(json[part] as Json, rest, value) };
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== part));
};

/** A copy of the policy with another value where the pointer leads, or with nothing there; all other parts are shared. */
export const withChange = (policy: PolicyDocument, pointer: string, value: Json | undefined): PolicyDocument =>
  changed(policy, pointerParts(pointer), value) as PolicyDocument;
