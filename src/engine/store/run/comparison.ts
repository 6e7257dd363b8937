/** Sentences and comparisons that the checks of runs share. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Comparison } from '../audit/object-check.ts';

export const missing = (what: string): Comparison => ({ checked: 0, wrong: `${what} is missing` });
export const different = (what: string): Comparison => ({ checked: 1, wrong: `${what} is not what was recorded` });

export const sameJson = (a: Json, b: Json | undefined): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b);
