/** Why rows of a population were refused, counted by reason. */
import type { Reader } from '../handle.ts';
import countQuarantineReasons from './sql/count-quarantine-reasons.sql?raw';

export type QuarantineReason = { readonly file: string; readonly column: string; readonly reason: string; readonly rows: number };

/** The most frequent reasons first, at most `limit`. */
export const readQuarantineReasons = (reader: Reader, population: string, limit: number): readonly QuarantineReason[] =>
  reader.all<QuarantineReason>(countQuarantineReasons, { population, limit });
