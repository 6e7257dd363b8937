/** What the columns of a population hold, from the statistics of their chunks alone. */
import type { ChunkHead, ColumnProfile, PopulationInfo } from '../model/population.ts';
import type { InputTypes, ScalarInput } from '../model/value-type.ts';
import type { Reader } from '../store/handle.ts';
import { compareBounds } from './compare-bounds.ts';
import { openPopulation } from './open-population.ts';

export type PopulationProfile = { readonly info: PopulationInfo; readonly columns: readonly ColumnProfile[] };

/** Profiles a population by identifier or name; refuses what `openPopulation` refuses. Reads no values. */
export const profilePopulation = (reader: Reader, population: string): PopulationProfile => {
  const { info, heads } = openPopulation(reader, population);
  const byColumn = Map.groupBy(heads, ({ list, column }) => JSON.stringify([list, column]));
  const columns = columnsOf(info.columns).map(({ list, column, type }) =>
    profileOf({ list, column, type: type.type }, byColumn.get(JSON.stringify([list, column])) ?? []),
  );
  return { info, columns };
};

type Column = { readonly list: string; readonly column: string; readonly type: ScalarInput };

const columnsOf = (types: InputTypes): readonly Column[] =>
  Object.entries(types).flatMap(([name, type]): readonly Column[] =>
    type.type === 'list'
      ? Object.entries(type.of).map(([field, fieldType]) => ({ list: name, column: field, type: fieldType }))
      : [{ list: '', column: name, type }],
  );

const profileOf = (of: Pick<ColumnProfile, 'list' | 'column' | 'type'>, chunks: readonly ChunkHead[]): ColumnProfile => {
  const min = extreme(
    chunks.map((chunk) => chunk.min),
    -1,
  );
  const max = extreme(
    chunks.map((chunk) => chunk.max),
    1,
  );
  return {
    ...of,
    rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
    nulls: chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
};

/** The smallest (-1) or largest (1) of exact numbers or ISO dates. */
const extreme = (texts: readonly (string | undefined)[], direction: -1 | 1): string | undefined =>
  texts
    .filter((text) => text !== undefined)
    .reduce<string | undefined>((best, text) => (best === undefined || compareBounds(text, best) * direction > 0 ? text : best), undefined);
