/** What a bundle says of the population that was evaluated, without a value of any unit. */
import type { PopulationEvidence } from '../model/evidence-manifest.ts';
import { fingerprintsSoFar } from '../population/fingerprint.ts';
import type { PopulationView } from '../population/open-population.ts';
import { ID_COLUMN } from '../population/population-part.ts';
import type { Reader } from '../store/handle.ts';
import { readQuarantinePlaces } from '../store/population/quarantine-places.ts';

const PLACES_MAX = 1_000;

const chunksOf = ({ heads, chunkCount }: PopulationView): PopulationEvidence['chunks'] => {
  const byChunk = Map.groupBy(heads, ({ chunk }) => chunk);
  const chunks = Array.from({ length: chunkCount }, (_, chunk) => byChunk.get(chunk) ?? []);
  const fingerprints = fingerprintsSoFar(chunks.map((columns) => columns.map(({ sha256 }) => sha256)));
  return chunks.map((columns, chunk) => ({
    chunk,
    units: columns.find(({ list, column }) => list === '' && column === ID_COLUMN)?.rows ?? 0,
    sha256: fingerprints[chunk] as string,
  }));
};

export const populationEvidence = (reader: Reader, population: PopulationView): PopulationEvidence => {
  const { id, name, unit, units, members, fingerprint, sources, quarantined } = population.info;
  return {
    id,
    name,
    unit,
    units,
    members,
    fingerprint,
    sources: sources.map(({ role, bytes, rows, sha256 }) => ({ role, bytes, rows, sha256 })),
    quarantined,
    quarantine: readQuarantinePlaces(reader, id, PLACES_MAX),
    chunks: chunksOf(population),
  };
};
