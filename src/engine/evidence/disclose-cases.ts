/** Discloses single cases of an impact run: the row that a leaf of the result tree commits to, its salt, and its path to the result hash. */
import { createHmac } from 'node:crypto';
import { inclusionProof, type SubtreeHash } from '../audit/merkle-proof.ts';
import { HASH_BYTES, nodeHash, rootOf } from '../audit/merkle-tree.ts';
import { CaseLeaves } from '../impact/case-leaves.ts';
import type { PlacedExplainer } from '../impact/explain-case.ts';
import { storedRows } from '../impact/stored-root.ts';
import type { DisclosedCase } from '../model/evidence-manifest.ts';
import type { CaseExplanation } from '../model/explanation.ts';
import { hex } from '../model/hex.ts';
import { refuse } from '../model/problem.ts';
import type { PopulationView } from '../population/open-population.ts';
import { ID_COLUMN } from '../population/population-part.ts';
import type { Reader } from '../store/handle.ts';
import { type StoredChunk, storedChunks } from '../store/impact/impact-store.ts';
import { readResultSides, resultColumnKeys } from '../store/impact/result-sides.ts';
import { populationSecret } from '../store/population/population-store.ts';

export type CaseFiles = { readonly disclosed: DisclosedCase; readonly explanation: CaseExplanation };

type Place = { readonly chunk: number; readonly row: number };

/** Where the units are: the keys of each chunk are read once, whatever the number of units. Refusal 'not-found' names those that are not there. */
const findUnits = (population: PopulationView, units: readonly string[]): ReadonlyMap<string, Place> => {
  const missing = new Set(units);
  const places = new Map<string, Place>();
  for (let chunk = 0; chunk < population.chunkCount && missing.size > 0; chunk++) {
    const keys = population.chunk(chunk).column(ID_COLUMN);
    for (const unit of missing) {
      const row = keys.indexOf(unit);
      if (row < 0) continue;
      places.set(unit, { chunk, row });
      missing.delete(unit);
    }
  }
  if (missing.size === 0) return places;
  const { name, unit } = population.info;
  const told = [...missing].slice(0, 5).map((key) => `"${key}"`);
  const more = missing.size > told.length ? ` and ${missing.size - told.length} more` : '';
  return refuse('not-found', `The population "${name}" has no ${unit} ${told.join(', ')}${more}.`);
};

/** All complete subtrees over hashes in a row, each made once. */
const subtreesOver = (hashes: readonly Uint8Array[]): SubtreeHash => {
  const levels = [hashes];
  for (let below = hashes; below.length > 1; ) {
    const nodes = below;
    below = Array.from({ length: nodes.length >>> 1 }, (_, i) => nodeHash(nodes[2 * i] as Uint8Array, nodes[2 * i + 1] as Uint8Array));
    levels.push(below);
  }
  return (height, n) => {
    const found = levels[height]?.[n];
    if (found === undefined) throw new RangeError(`there is no subtree ${n} of height ${height} over ${hashes.length} hashes`);
    return found;
  };
};

/** A chunk's cases, with what their paths up to the chunk's root are made from. */
type OpenChunk = { readonly chunk: number; readonly units: number; readonly subtrees: SubtreeHash; rowAt(row: number): string };

type RunCases = {
  readonly run: string;
  readonly population: PopulationView;
  readonly chunks: readonly StoredChunk[];
  readonly secret: Uint8Array;
};

/** Refusal 'unreadable' where what is stored does not give the chunk's root. */
const openChunk = (reader: Reader, { run, population, chunks, secret }: RunCases, chunk: number): OpenChunk => {
  const { units, root } = chunks[chunk] as StoredChunk;
  const place = { run, chunk };
  const keys = population.chunk(chunk).column(ID_COLUMN).texts;
  const rows = storedRows(readResultSides(reader, resultColumnKeys(reader, place), place), keys);
  const leaves = new CaseLeaves(secret).chunkLeaves(units, keys, rows);
  const hashes = Array.from({ length: units }, (_, i) => leaves.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
  if (Buffer.compare(rootOf(hashes), root) !== 0) {
    refuse('unreadable', `The results in chunk ${chunk} of impact run ${run} do not give its root. "audit verify" tells more.`);
  }
  const rowAt = (row: number): string => {
    const bytes = new Uint8Array(rows.bytesMax(row));
    return Buffer.from(bytes.subarray(0, rows.write(bytes, 0, row))).toString('utf8');
  };
  return { chunk, units, subtrees: subtreesOver(hashes), rowAt };
};

const demandSecret = (reader: Reader, { info }: PopulationView): Uint8Array =>
  populationSecret(reader, info.id) ??
  refuse(
    'invalid',
    `The secret of the population "${info.name}" was erased: its cases can no longer be disclosed to anybody. Export the bundle without cases.`,
  );

/**
 * Cases in the order in which they are asked for; `tell` hears of each. Refusals: 'not-found' for a unit that the population does not have, 'invalid' where
 * the population's secret was erased or a unit is asked for twice, 'unreadable' where what is stored was changed.
 */
export const discloseCases = (
  reader: Reader,
  { run, units }: { readonly run: string; readonly units: readonly string[] },
  { population, explain }: PlacedExplainer,
  tell: (done: number) => void,
): readonly CaseFiles[] => {
  if (units.length === 0) return [];
  if (new Set(units).size < units.length) refuse('invalid', 'A case is asked for twice; name each once.');
  const secret = demandSecret(reader, population);
  const cases: RunCases = { run, population, chunks: storedChunks(reader, run), secret };
  const places = findUnits(population, units);
  const roots = subtreesOver(cases.chunks.map(({ root }) => root));
  const chunkUnits = cases.chunks[0]?.units ?? 0;
  const total = population.info.units;
  const found = new Map<string, CaseFiles>();
  let open: OpenChunk | undefined;
  // Neighbours one after another, so that each chunk is opened once.
  for (const [unit, { chunk, row }] of [...places].toSorted(([, a], [, b]) => a.chunk - b.chunk || a.row - b.row)) {
    if (open?.chunk !== chunk) open = openChunk(reader, cases, chunk);
    const path = [
      ...inclusionProof(open.subtrees, { index: row, size: open.units }),
      ...inclusionProof(roots, { index: chunk, size: cases.chunks.length }),
    ];
    const salt = createHmac('sha256', secret).update(unit, 'utf8').digest('hex');
    const disclosed = { unit, index: chunk * chunkUnits + row, units: total, row: open.rowAt(row), salt, path: path.map(hex) };
    found.set(unit, { disclosed, explanation: explain({ chunk, row }) });
    tell(found.size);
  }
  return units.map((unit) => found.get(unit) as CaseFiles);
};
