/** `population.pin`: finds a population and says exactly which one it is. */
import { z } from 'zod';
import { refuse } from '../model/problem.ts';
import { findPopulation } from '../store/population/population-store.ts';
import { populationPinSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const pinPopulationTask = defineTask({
  name: 'population.pin',
  title: 'Find the population',
  input: z.strictObject({ population: z.string() }),
  output: populationPinSchema,
  idempotent: true,
  run: ({ population }, context) => {
    const found = context.read((reader) => findPopulation(reader, population));
    if (found === undefined) return refuse('not-found', `No population "${population}" in this workspace.`);
    const { id, name, units, members, fingerprint } = found;
    return { id, name, units, members, fingerprint };
  },
});
