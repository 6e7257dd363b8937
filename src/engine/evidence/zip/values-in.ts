/** How many values a file of a bundle has when it is read, told before it is: a megabyte of empty lists takes forty of memory. */
import type { PackedFile } from './write-zip.ts';

const [COMMA, ARRAY, OBJECT] = [0x2c, 0x5b, 0x7b];

/** Values and names of a JSON file at most, from what stands between them; none in a file of another kind. */
export const valuesIn = ({ path, bytes }: PackedFile): number => {
  if (!path.endsWith('.json')) return 0;
  let values = 1;
  for (const byte of bytes) if (byte === COMMA || byte === ARRAY || byte === OBJECT) values++;
  return values;
};
