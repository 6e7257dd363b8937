/** Makes up a population for a policy from a seed, chunk by chunk. */
import { setImmediate } from 'node:timers/promises';
import type { Job, JobContext } from '../job/protocol.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import { ChunkBuilder } from './chunk-builder.ts';
import { ColumnVector } from './column-vector.ts';
import type { PopulationOutcome, PopulationPart } from './population-part.ts';
import { GENERATOR, syntheticSource } from './synthetic-units.ts';

type GenerateJob = Extract<Job, { readonly kind: 'generate' }>;

/** The same policy, number and seed give the same population, bit for bit, on any machine. Memory: one chunk. */
export const generatePopulation = async (job: GenerateJob, context: JobContext<PopulationPart>): Promise<PopulationOutcome> => {
  const { policy, seed } = job;
  const source = syntheticSource(policy, seed);
  const memberColumns = source.list?.fields.map(({ name, type }) => ({ name, vector: new ColumnVector(type) })) ?? [];
  const builder = new ChunkBuilder(
    source.fields,
    source.list === undefined ? undefined : { list: source.list.name, columns: memberColumns },
  );
  let members = 0;
  for (let done = 0, index = 0; done < job.units; index++) {
    context.signal.throwIfAborted();
    const units = Math.min(CHUNK_UNITS, job.units - done);
    let memberRows = 0;
    for (const unit of source.chunk(index, units)) {
      for (const member of unit.members) {
        for (const [i, { vector }] of memberColumns.entries()) vector.append(member[i] ?? noValue());
      }
      const rows = unit.members.map((_, i) => memberRows + i);
      memberRows += rows.length;
      const refusal = builder.add(unit.id, unit.values, rows);
      if (refusal !== undefined) refuse('invalid', `"${refusal.column}": ${refusal.reason}`);
    }
    await context.part({ kind: 'chunk', columns: builder.flush() });
    for (const { vector } of memberColumns) vector.clear();
    members += memberRows;
    done += units;
    context.progress({ phase: 'generate', done, total: job.units, unit: policy.unit });
    await setImmediate();
  }
  const generated = { seed, generator: GENERATOR };
  return { unit: policy.unit, units: job.units, members, quarantined: 0, columns: policy.inputs, sources: [], generated };
};

const noValue = (): never => {
  throw new Error('a made-up member lacks a value');
};
