/** The population that an impact run evaluates. */
import { refuse } from '../model/problem.ts';
import { openPopulation, type PopulationView } from '../population/open-population.ts';
import type { Reader } from '../store/handle.ts';
import type { ImpactPlan } from './impact-plan.ts';

/** Refusals: 'not-found', and 'unreadable' where it is not what it was when the run pinned it. */
export const openEvaluated = (reader: Reader, { population }: Pick<ImpactPlan, 'population'>): PopulationView => {
  const view = openPopulation(reader, population.id);
  if (view.info.fingerprint !== population.fingerprint) {
    refuse('unreadable', `The population "${population.name}" is not what the run evaluates: its fingerprint differs.`);
  }
  return view;
};
