/** `population.units`: reads a stretch of a population's units, for templates that do something with each of them. */
import { z } from 'zod';
import { factsFor, factsOf } from '../appeal/case-facts.ts';
import type { JsonObject } from '../model/json.ts';
import { openPopulation, type PopulationView } from '../population/open-population.ts';
import { ID_COLUMN } from '../population/population-part.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import { namedPolicy } from './decidable-policy.ts';
import { caseInputsSchema, dateSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

/** What a run reads is kept with it: more is for impacts, which keep figures alone. */
const COUNT_MAX = 1_000;

type Place = { readonly chunk: number; readonly row: number };

/** All chunks but the last are of one size. */
const placesOf = ({ heads, info }: PopulationView, from: number, count: number): readonly Place[] => {
  const size = heads.find(({ list, column, chunk }) => list === '' && column === ID_COLUMN && chunk === 0)?.rows ?? info.units;
  const places = Array.from({ length: Math.max(0, Math.min(count, info.units - from + 1)) }, (_, i) => from - 1 + i);
  return places.map((place) => ({ chunk: Math.floor(place / size), row: place % size }));
};

export const readUnitsTask = defineTask({
  name: 'population.units',
  title: 'Read units of a population',
  input: z.strictObject({
    /** Name or identifier. */
    population: z.string().min(1),
    /** Place of the first unit, from 1. */
    from: z.int().min(1),
    count: z.int().min(1).max(COUNT_MAX),
    /** Only the facts that this policy asks for; all of them if absent. */
    for: z.strictObject({ policy: z.string().min(1), date: dateSchema }).optional(),
  }),
  output: z.strictObject({
    /** Of the whole population. */
    total: z.int(),
    units: z.array(z.strictObject({ unit: z.string(), inputs: caseInputsSchema })),
  }),
  idempotent: true,
  run: ({ population: name, from, count, for: side }, context) => {
    const asked = side && namedPolicy(context, side.policy, side.date).policy.inputs;
    return context.read((reader) => {
      const population = openPopulation(reader, name);
      const chunks = new Map<number, UnitChunk>();
      const units = placesOf(population, from, count).map(({ chunk: index, row }) => {
        const chunk = chunks.get(index) ?? population.chunk(index);
        chunks.set(index, chunk);
        const facts = factsOf(chunk.inputs(row)) as JsonObject;
        return { unit: chunk.unitId(row), inputs: asked === undefined ? facts : factsFor(asked, facts) };
      });
      return { total: population.info.units, units };
    });
  },
});
