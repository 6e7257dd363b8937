/** Whether all texts and names of a JSON value have a UTF-8 form: half of a surrogate pair has none, and could not be written down. */
import type { Json } from './json.ts';

/** Also of values nested as deeply as there is memory for. */
export const isWellFormed = (json: Json): boolean => {
  const open: Json[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') {
      if (!value.isWellFormed()) return false;
    } else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value) && !Object.keys(value).every((name) => name.isWellFormed())) return false;
      for (const inner of Object.values(value) as readonly Json[]) open.push(inner);
    }
  }
  return true;
};
