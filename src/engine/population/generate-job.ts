/** Makes up a population for a policy from a seed, chunk by chunk. */
import { setImmediate } from 'node:timers/promises';
import type { Job, JobContext } from '../job/protocol.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import { ChunkBuilder, type StorageRefusal } from './chunk-builder.ts';
import type { PopulationOutcome, PopulationPart } from './population-part.ts';
import { GENERATOR, syntheticSource } from './synthetic-units.ts';

type GenerateJob = Extract<Job, { readonly kind: 'generate' }>;

/** The same policy, number and seed give the same population, bit for bit, on any machine. Memory: one chunk. */
export const generatePopulation = async (job: GenerateJob, context: JobContext<PopulationPart>): Promise<PopulationOutcome> => {
  const { policy, seed } = job;
  const source = syntheticSource(policy, seed);
  const builder = new ChunkBuilder(
    source.fields,
    source.list === undefined ? undefined : { list: source.list.name, types: source.list.fields },
  );
  let members = 0;
  for (let done = 0, index = 0; done < job.units; index++) {
    context.signal.throwIfAborted();
    const units = Math.min(CHUNK_UNITS, job.units - done);
    for (const unit of source.chunk(index, units)) {
      for (const member of unit.members) demandStorable(builder.addMember(member));
      demandStorable(builder.addUnit(Buffer.from(unit.id, 'utf8'), unit.values));
      members += unit.members.length;
    }
    await context.part({ kind: 'chunk', columns: builder.flush() });
    done += units;
    context.progress({ phase: 'generate', done, total: job.units, unit: policy.unit });
    await setImmediate();
  }
  const generated = { seed, generator: GENERATOR };
  return { unit: policy.unit, units: job.units, members, quarantined: 0, columns: policy.inputs, sources: [], generated };
};

const demandStorable = (refusal: StorageRefusal | undefined): void => {
  if (refusal !== undefined) refuse('invalid', `"${refusal.column}": ${refusal.reason}`);
};
