/** The input of a run from words: "name=value", and "@file.json" for all of it. */
import { isJsonObject, type Json } from '../../../engine/model/json.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { readJsonFile } from '../read-json-file.ts';

/** JSON where it reads as JSON, else a text. */
export const readValue = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

const readFile = (path: string): readonly (readonly [string, Json])[] => {
  const value = readJsonFile(path);
  if (!isJsonObject(value)) return refuse('invalid', `"${path}" holds no JSON object, and the input of a run is one`);
  return Object.entries(value);
};

const readWord = (word: string): readonly (readonly [string, Json])[] => {
  if (word.startsWith('@')) return readFile(word.slice(1));
  const at = word.indexOf('=');
  if (at < 1) {
    const message = `--input "${word}" is not understood`;
    return refuse('invalid', message, [{ message, expected: 'name=value, or @file.json' }]);
  }
  return [[word.slice(0, at), readValue(word.slice(at + 1))]];
};

/** Each name once. Refusals: 'invalid', and those of the file. */
export const readInput = (words: readonly string[]): Record<string, Json> => {
  const input = new Map<string, Json>();
  for (const [name, value] of words.flatMap(readWord)) {
    if (input.has(name)) {
      const message = `--input "${name}" is given twice`;
      refuse('invalid', message, [{ message, expected: 'each name once' }]);
    }
    input.set(name, value);
  }
  // Made from entries, so that "__proto__" becomes a key like any other.
  return Object.fromEntries(input);
};
