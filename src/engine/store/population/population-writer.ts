/** Takes the parts of a population job into the workspace, and leaves nothing behind where the job does not finish. */
import type { PopulationInfo } from '../../model/population.ts';
import type { PopulationOutcome, PopulationPart } from '../../population/population-part.ts';
import type { Writer } from '../handle.ts';
import { addChunk } from './chunk-store.ts';
import { addQuarantine, beginPopulation, discardPopulation, type PopulationDraft, sealPopulation } from './population-store.ts';

/** Runs its argument in one transaction: `(work) => store.change(actor, work)`. */
type Change = <T>(work: (writer: Writer) => T) => T;

/**
 * Parts that are written in one transaction: each waits for the disk, which for small parts takes longer than all the rest. Four times as much
 * is no faster, and holds this thread for 45 ms. What a crash leaves is dropped anyway.
 */
const BYTES_PER_CHANGE = 2 << 20;
/** Of a refused row, beside its text. */
const ROW_BYTES = 256;

export type PopulationWriter = {
  /** Writes now or with one of the next parts; the population begins with its first part, which is written at once. */
  take(part: PopulationPart): void;
  seal(outcome: PopulationOutcome): PopulationInfo;
  /** Drops what was taken. Does nothing where nothing was. */
  discard(): void;
};

export const populationWriter = (change: Change, draft: PopulationDraft): PopulationWriter => {
  const { name, secret } = draft;
  let { id } = draft;
  let begun = false;
  const begin = (writer: Writer): void => {
    if (!begun) beginPopulation(writer, { id, name, secret });
  };
  let pending: StoredPart[] = [];
  let pendingBytes = 0;
  const forget = (): void => {
    pending = [];
    pendingBytes = 0;
  };
  const write = (writer: Writer): void => {
    begin(writer);
    for (const part of pending) {
      if (part.kind === 'chunk') addChunk(writer, id, part.columns);
      else addQuarantine(writer, id, part.rows);
    }
  };
  const discard = (): void => {
    forget();
    if (begun) change((writer) => discardPopulation(writer, id));
    begun = false;
  };
  return {
    take: (part) => {
      if (part.kind === 'restart') {
        discard();
        // What was discarded never comes back: what follows is another population of the same name.
        id = `${draft.id}-again`;
        return;
      }
      pending.push(part);
      pendingBytes += bytesOf(part);
      if (begun && pendingBytes < BYTES_PER_CHANGE) return;
      change(write);
      forget();
      begun = true;
    },
    seal: (outcome) => {
      const info = change((writer) => {
        write(writer);
        return sealPopulation(writer, id, outcome);
      });
      forget();
      begun = false;
      return info;
    },
    discard,
  };
};

type StoredPart = Exclude<PopulationPart, { readonly kind: 'restart' }>;

const bytesOf = (part: StoredPart): number =>
  part.kind === 'chunk'
    ? part.columns.reduce((sum, { data }) => sum + data.length, 0)
    : part.rows.reduce((sum, { raw }) => sum + raw.length + ROW_BYTES, 0);
