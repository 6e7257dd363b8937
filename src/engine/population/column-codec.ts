/** Columns to chunk bytes and back: each chunk bound to its place by its SHA-256. */
import { createHash } from 'node:crypto';
import type { ScalarValue } from '../feel/index.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { ColumnChunk } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import type { ScalarType } from '../model/value-type.ts';
import { bytesOf, ChunkColumn, textBytes } from './chunk-column.ts';
import { DecodedColumn } from './decoded-column.ts';
import type { KeyColumn } from './key-column.ts';

export type ColumnPlace = { readonly list: string; readonly column: string; readonly chunk: number };

/** What `sha256` is taken over: a line that says what and where the bytes are, then the bytes. So a chunk moved, renamed or re-scaled is found. */
export const columnHash = (chunk: Omit<ColumnChunk, 'sha256'>): string => {
  const { data, ...head } = chunk;
  return createHash('sha256')
    .update(`${canonicalJson(head)}\n`)
    .update(data)
    .digest('hex');
};

export const encodeChunkColumn = (place: ColumnPlace, column: ChunkColumn): ColumnChunk =>
  sealed({ ...place, rows: column.length, denominator: '1', nullCount: column.nullCount, ...column.encoded() });

/** The same for values that are at hand as such. Refuses (`invalid`) those that cannot be stored exactly. */
export const encodeColumn = (place: ColumnPlace, type: ScalarType, values: readonly Value[]): ColumnChunk => {
  const column = new ChunkColumn(type);
  for (const value of values as readonly ScalarValue[]) {
    const refusal = column.refusal(value);
    if (refusal !== undefined) refuse('invalid', `${place.column}: ${refusal}`);
    column.append(value);
  }
  return encodeChunkColumn(place, column);
};

/** Texts that are all different, stored as such. */
export const encodeTexts = (place: ColumnPlace, texts: readonly string[]): ColumnChunk => {
  const data = textBytes(texts.map((text) => Buffer.from(text, 'utf8')));
  return sealed({ ...place, rows: texts.length, denominator: '1', nullCount: 0, encoding: 'text', data });
};

/** The units' keys. */
export const encodeKeys = (place: ColumnPlace, keys: KeyColumn): ColumnChunk =>
  sealed({ ...place, rows: keys.length, denominator: '1', nullCount: 0, encoding: 'text', data: keys.encoded() });

/** Where each unit's members begin and end: units + 1 positions. */
export const encodeOffsets = (place: ColumnPlace, offsets: Uint32Array): ColumnChunk =>
  sealed({ ...place, rows: offsets.length - 1, denominator: '1', nullCount: 0, encoding: 'offsets', data: bytesOf(offsets) });

/** Opens a chunk without decoding its values. Refuses (`unreadable`) one whose bytes, head and SHA-256 do not belong together. */
export const decodeColumn = (chunk: ColumnChunk): DecodedColumn => {
  if (columnHash({ ...withoutHash(chunk) }) !== chunk.sha256) {
    refuse('unreadable', `chunk ${chunk.chunk} of column "${qualifiedName(chunk)}" is not what was stored: its SHA-256 does not match`);
  }
  return new DecodedColumn(chunk);
};

/** "income", or "members.age". */
export const qualifiedName = ({ list, column }: { readonly list: string; readonly column: string }): string =>
  list === '' ? column : `${list}.${column}`;

const withoutHash = ({ sha256: _, ...rest }: ColumnChunk): Omit<ColumnChunk, 'sha256'> => rest;

const sealed = (chunk: Omit<ColumnChunk, 'sha256'>): ColumnChunk => ({ ...chunk, sha256: columnHash(chunk) });
