/** A sealed population opened for reading: chunks are loaded, verified and decoded when they are asked for. */
import type { ChunkHead, PopulationInfo } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import type { Reader } from '../store/handle.ts';
import { chunkBytes, chunkHeads } from '../store/population/chunk-store.ts';
import { findPopulation } from '../store/population/population-store.ts';
import { decodeColumn, qualifiedName } from './column-codec.ts';
import type { DecodedColumn } from './decoded-column.ts';
import { findUnit, type KeyChunks } from './find-unit.ts';
import { fingerprint } from './fingerprint.ts';
import { ID_COLUMN } from './population-part.ts';
import { UnitChunk } from './unit-chunk.ts';

export type PopulationView = {
  readonly info: PopulationInfo;
  readonly chunkCount: number;
  /** Opens a chunk; its columns are loaded, and each SHA-256 checked, at their first use. Refuses (`unreadable`) what was tampered with. */
  chunk(index: number): UnitChunk;
  /** Where a unit is. Reads the keys of the chunks that it may be in: a few where keys rise, at most all. */
  find(unitId: string): { readonly chunk: number; readonly row: number } | undefined;
  /** What is stored, without the bytes. */
  readonly heads: readonly ChunkHead[];
};

/** Opens a population by identifier or name. Refuses one that is not there (`not-found`), or whose chunks are not those that were sealed (`unreadable`). */
export const openPopulation = (reader: Reader, population: string): PopulationView => {
  const info = findPopulation(reader, population) ?? refuse('not-found', `there is no population "${population}"`);
  const heads = chunkHeads(reader, info.id);
  if (fingerprint(heads.map((head) => head.sha256)) !== info.fingerprint) {
    refuse('unreadable', `population "${info.name}" is not what was sealed: its chunks do not give its fingerprint`);
  }
  const byChunk = Map.groupBy(heads, (head) => head.chunk);
  const load = (head: ChunkHead): DecodedColumn => decodeColumn({ ...head, data: chunkBytes(reader, info.id, head) });
  const chunk = (index: number): UnitChunk => {
    const columns = byChunk.get(index);
    if (columns === undefined) throw new RangeError(`population ${info.id} has no chunk ${index}`);
    return new UnitChunk(index, info.columns, new Map(columns.map((head) => [qualifiedName(head), () => load(head)])));
  };
  const keysOf = (index: number): DecodedColumn => {
    const head = byChunk.get(index)?.find(({ list, column }) => list === '' && column === ID_COLUMN);
    if (head === undefined) throw new RangeError(`population ${info.id} has no keys in chunk ${index}`);
    return load(head);
  };
  const keyChunks: KeyChunks = {
    count: byChunk.size,
    first: (index) => keysOf(index).text(0) ?? '',
    rowOf: (index, key) => keysOf(index).indexOf(key),
  };
  const find = (unitId: string): { readonly chunk: number; readonly row: number } | undefined => findUnit(keyChunks, unitId);
  return { info, chunkCount: byChunk.size, chunk, find, heads };
};
