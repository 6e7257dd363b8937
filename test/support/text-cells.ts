/** Texts as a stored column has them. */
import type { TextCells } from '../../src/engine/population/decoded-column.ts';

export const textCells = (texts: readonly string[]): TextCells => {
  const parts = texts.map((text) => Buffer.from(text, 'utf8'));
  const offsets = new Uint32Array(texts.length + 1);
  for (const [i, part] of parts.entries()) offsets[i + 1] = (offsets[i] as number) + part.length;
  return { bytes: Buffer.concat(parts), offsets };
};
