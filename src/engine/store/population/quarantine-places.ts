/** Where rows of a population were refused, counted: what can be told of them without a value of any. */
import type { PopulationEvidence } from '../../model/evidence-manifest.ts';
import type { Reader } from '../handle.ts';
import countQuarantinePlaces from './sql/count-quarantine-places.sql?raw';

/** The most frequent places first, at most `limit`. */
export const readQuarantinePlaces = (reader: Reader, population: string, limit: number): PopulationEvidence['quarantine'] =>
  reader.all<PopulationEvidence['quarantine'][number]>(countQuarantinePlaces, { population, limit });
