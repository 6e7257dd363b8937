/** Runs imports of texts and takes what they hand over, as the engine does with jobs of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnChunk, Mapping, PolicyDocument, PopulationInfo, QuarantineRow } from '../../src/engine/model/index.ts';
import { importPopulation } from '../../src/engine/population/import-job.ts';
import type { PopulationOutcome, PopulationPart } from '../../src/engine/population/population-part.ts';
import { populationWriter } from '../../src/engine/store/population/population-writer.ts';
import type { Store } from '../../src/engine/store/store.ts';

export type Imported = {
  readonly outcome: PopulationOutcome;
  readonly parts: readonly PopulationPart[];
  /** All chunks' columns in order, and all refused rows. */
  readonly columns: readonly ColumnChunk[];
  readonly quarantine: readonly QuarantineRow[];
};

/** Gathers the parts of a job that is given this context. */
export const gatherParts = async (
  run: (context: {
    progress(): void;
    part(part: PopulationPart): Promise<void>;
    readonly signal: AbortSignal;
  }) => Promise<PopulationOutcome>,
  signal = new AbortController().signal,
): Promise<Imported> => {
  const parts: PopulationPart[] = [];
  const outcome = await run({
    progress: () => {},
    part: async (part) => {
      if (part.kind === 'restart') parts.length = 0;
      // Its bytes are lent until the next part is made.
      else parts.push(structuredClone(part));
    },
    signal,
  });
  return {
    outcome,
    parts,
    columns: parts.flatMap((part) => (part.kind === 'chunk' ? part.columns : [])),
    quarantine: parts.flatMap((part) => (part.kind === 'quarantine' ? part.rows : [])),
  };
};

export type CsvTexts = { readonly units: string; readonly members?: string };

/** Writes the texts as files into the folder and imports them. */
export const importCsv = (folder: string, texts: CsvTexts, policy: PolicyDocument, mapping: Mapping): Promise<Imported> => {
  const unitsPath = join(folder, 'units.csv');
  const membersPath = join(folder, 'members.csv');
  writeFileSync(unitsPath, texts.units);
  if (texts.members !== undefined) writeFileSync(membersPath, texts.members);
  const files = { unitsPath, ...(texts.members === undefined ? {} : { membersPath }) };
  return gatherParts((context) => importPopulation({ kind: 'import', ...files, mapping, policy }, context));
};

/** Stores what an import gave, part by part, and seals it. */
export const storeImported = (
  store: Store,
  { parts, outcome }: Imported,
  named: { readonly id: string; readonly name: string },
): PopulationInfo => {
  const writer = populationWriter((work) => store.change('tester', work), { ...named, secret: Buffer.alloc(32, 7) });
  for (const part of parts) writer.take(part);
  return writer.seal(outcome);
};
