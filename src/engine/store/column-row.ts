/** A column chunk as columns of a row, and back: populations and results keep their chunks in the same shape. */
import type { ChunkHead, ColumnChunk } from '../model/population.ts';

type Stored = Pick<ChunkHead, 'rows' | 'encoding' | 'denominator' | 'nullCount' | 'sha256'>;

/** What a row holds of a chunk besides its place and its bytes. The dictionary is JSON. */
export type ColumnRow = Stored & { readonly dictionary: string | null; readonly min: string | null; readonly max: string | null };

/** Values of the statement's parameters of the same names. */
export const columnRow = (column: ColumnChunk): ColumnRow & { readonly data: Uint8Array } => ({
  rows: column.rows,
  encoding: column.encoding,
  denominator: column.denominator,
  dictionary: column.dictionary === undefined ? null : JSON.stringify(column.dictionary),
  nullCount: column.nullCount,
  min: column.min ?? null,
  max: column.max ?? null,
  sha256: column.sha256,
  data: column.data,
});

/** The same fields as a chunk has them; what else stands in the row is kept. */
export const columnOf = <Row extends ColumnRow>({
  dictionary,
  min,
  max,
  ...rest
}: Row): Omit<Row, 'dictionary' | 'min' | 'max'> & Pick<ChunkHead, 'dictionary' | 'min' | 'max'> => ({
  ...rest,
  ...(dictionary === null ? {} : { dictionary: JSON.parse(dictionary) as readonly string[] }),
  ...(min === null ? {} : { min }),
  ...(max === null ? {} : { max }),
});
