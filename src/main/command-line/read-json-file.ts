/** A JSON file that the person named, read strictly. */
import { parseDocument } from '../../engine/document/parse-document.ts';
import type { Json } from '../../engine/model/index.ts';
import { Refusal } from '../../engine/model/problem.ts';
import { readTextFile } from './read-text-file.ts';

/** Refusals: 'unreadable'; 'invalid' with row and column, also for keys that stand twice and numbers that would not stay exact. */
export const readJsonFile = (path: string): Json => {
  const parsed = parseDocument(readTextFile(path), path);
  if (!parsed.ok) throw new Refusal(parsed.failure);
  return parsed.value.value;
};
