/** Turns what a person asks for into a plan: references become pinned documents, and everything is checked before anything runs. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { MeasuresRequest } from '../model/impact-measure.ts';
import type { PopulationInfo } from '../model/population.ts';
import { type Problem, refuse } from '../model/problem.ts';
import { openPopulation } from '../population/open-population.ts';
import type { Reader } from '../store/handle.ts';
import type { ImpactPlan } from './impact-plan.ts';
import { measureProblems, readGroupings } from './measure/measure-problems.ts';
import { USUAL_MEASURES } from './measure/measures-schema.ts';
import { outcomesOf } from './outcomes.ts';
import { loadSide, pinSide, type ResolvedSide } from './planned-side.ts';
import { populationProblems } from './population-fit.ts';

export type ImpactRequest = {
  /** Identifier or name. */
  readonly population: string;
  readonly baseline: string;
  /** References of reforms or policies; without a date of its own a reform is evaluated at the baseline's. */
  readonly reforms: readonly { readonly reference: string; readonly date?: string | undefined }[];
  readonly date: string;
  readonly by: readonly string[];
  readonly measures?: MeasuresRequest | undefined;
};

const describePopulation = ({ id, name, units, members, fingerprint }: PopulationInfo): ImpactPlan['population'] => ({
  id,
  name,
  units,
  members,
  fingerprint,
});

const inMeasures = (problem: Problem): Problem => ({ ...problem, pointer: `/measures${problem.pointer}` });

type PlanParts = {
  /** Identifier or name. */
  readonly population: string;
  readonly baseline: ResolvedSide;
  readonly reforms: readonly ResolvedSide[];
  readonly by: readonly string[];
  readonly measures: MeasuresRequest;
};

/** What a policy lacks, its reforms and its other dates mostly lack too. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** Puts pinned sides and a population together. Refusals: 'not-found'; 'invalid' with all the reasons why they do not go together. */
export const assemblePlan = (reader: Reader, parts: PlanParts): ImpactPlan => {
  const { baseline, reforms, by, measures } = parts;
  const population = openPopulation(reader, parts.population);
  const sides = [baseline, ...reforms];
  const policies = sides.map(({ policy }) => policy);
  const problems = distinct([
    ...policies.flatMap((policy) => populationProblems(policy, population)),
    ...readGroupings(by, baseline.policy, population.info.columns).problems,
    ...measureProblems(measures, { columns: population.info.columns, heads: population.heads, policies }).map(inMeasures),
  ]);
  if (problems.length > 0) refuse('invalid', `The population "${population.info.name}" cannot be evaluated like this.`, problems);
  return {
    population: describePopulation(population.info),
    baseline: baseline.side,
    reforms: reforms.map(({ side }) => side),
    amount: baseline.policy.amounts[0] ?? '',
    outcomes: outcomesOf(policies),
    by,
    measures,
  };
};

/** Refusals: 'not-found' for a population or document that is not there, and those of `assemblePlan`. */
export const planImpact = (reader: Reader, { population, baseline, reforms, date, by, measures }: ImpactRequest): ImpactPlan =>
  assemblePlan(reader, {
    population,
    baseline: pinSide(reader, baseline, date),
    reforms: reforms.map((reform) => pinSide(reader, reform.reference, reform.date ?? date)),
    by,
    measures: measures ?? USUAL_MEASURES,
  });

/** The policies of a plan, ready to be evaluated. Refusal 'unreadable' where a document is no longer what was pinned. */
export const loadSides = (
  reader: Reader,
  plan: ImpactPlan,
): { readonly baseline: ImpactJobSide; readonly reforms: readonly ImpactJobSide[] } => ({
  baseline: loadSide(reader, plan.baseline),
  reforms: plan.reforms.map((side) => loadSide(reader, side)),
});
