/** Opens a source file as what it is: by its first bytes, and where those leave it open by its name. */
import { openCsv } from './csv-reader.ts';
import { openJsonLines } from './json-lines-reader.ts';
import { OpenFile } from './open-file.ts';
import type { SourceReader } from './source-reader.ts';

const PARQUET = Buffer.from('PAR1', 'latin1');
const HEAD_BYTES = 16;
const TABLE_NAMES = /\.(csv|tsv|tab|txt)$/i;

/** With `list` the rows are the members that stand in each row's list of that name. Refuses what the readers of the formats refuse. */
export const openSource = async (path: string, list?: string): Promise<SourceReader> => {
  const file = await OpenFile.open(path);
  const head = await file.bytesAt(0, Math.min(HEAD_BYTES, file.bytes)).finally(() => file.close());
  if (head.subarray(0, PARQUET.length).equals(PARQUET)) {
    // Its decompressors are large, and most files need none of them.
    const { openParquet } = await import('./parquet-reader.ts');
    return openParquet(path);
  }
  const isObject = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .startsWith('{');
  return isObject && !TABLE_NAMES.test(path) ? openJsonLines(path, list) : openCsv(path);
};
