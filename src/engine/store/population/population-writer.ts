/** Takes the parts of a population job into the workspace, and leaves nothing behind where the job does not finish. */
import type { PopulationInfo } from '../../model/population.ts';
import type { PopulationOutcome, PopulationPart } from '../../population/population-part.ts';
import type { Writer } from '../handle.ts';
import { addChunk } from './chunk-store.ts';
import { addQuarantine, beginPopulation, discardPopulation, type PopulationDraft, sealPopulation } from './population-store.ts';

/** Runs its argument in one transaction: `(work) => store.change(actor, work)`. */
type Change = <T>(work: (writer: Writer) => T) => T;

export type PopulationWriter = {
  /** One transaction each; the population begins with its first part. */
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
  /** What was discarded never comes back: what follows is another population of the same name. */
  const restart = (): void => {
    if (begun) change((writer) => discardPopulation(writer, id));
    begun = false;
    id = `${draft.id}-again`;
  };
  return {
    take: (part) => {
      if (part.kind === 'restart') return restart();
      change((writer) => {
        begin(writer);
        if (part.kind === 'chunk') addChunk(writer, id, part.columns);
        else addQuarantine(writer, id, part.rows);
      });
      begun = true;
    },
    seal: (outcome) => {
      const info = change((writer) => {
        begin(writer);
        return sealPopulation(writer, id, outcome);
      });
      begun = false;
      return info;
    },
    discard: () => {
      if (begun) change((writer) => discardPopulation(writer, id));
      begun = false;
    },
  };
};
