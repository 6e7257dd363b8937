/** What the import and generate jobs hand over while they work, and what they end with. */
import type { ColumnChunk, PopulationInfo, QuarantineRow } from '../model/population.ts';

export type PopulationPart =
  /** All columns of one chunk of units, its members included. Chunks come in order, from 0. */
  | { readonly kind: 'chunk'; readonly columns: readonly ColumnChunk[] }
  | { readonly kind: 'quarantine'; readonly rows: readonly QuarantineRow[] }
  /** Everything that was handed over is void: the job begins again, because it found that it has to read its source in another way. */
  | { readonly kind: 'restart' };

/** Everything that sealing a population takes, besides what was handed over. */
export type PopulationOutcome = Pick<PopulationInfo, 'unit' | 'units' | 'members' | 'quarantined' | 'columns' | 'sources' | 'generated'>;

/** Columns a population may have, members' fields included: a chunk of units is handed over, written and recorded as a whole. */
export const POPULATION_COLUMNS_MAX = 512;

/** Names of the columns that hold no input: the units' keys, and where each unit's members begin. */
export const ID_COLUMN = '$id';
export const OFFSETS_COLUMN = '$members';
