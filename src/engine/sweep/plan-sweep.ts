/** Turns what a person asks of a sweep into a plan, after checking everything that could keep it from running. */

import { measureProblems } from '../impact/measure/measure-problems.ts';
import { USUAL_MEASURES } from '../impact/measure/measures-schema.ts';
import { outcomesOf } from '../impact/outcomes.ts';
import { pinSide, type ResolvedSide } from '../impact/planned-side.ts';
import { populationProblems } from '../impact/population-fit.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { SweepAxisRequest } from '../model/sweep-result.ts';
import { openPopulation } from '../population/open-population.ts';
import type { Reader } from '../store/handle.ts';
import { axisValues, POINTS_MAX } from './axis-values.ts';
import type { SweepPlan } from './sweep-plan.ts';
import { axisProblems, describeAxis } from './swept-policy.ts';

export type SweepRequest = {
  /** Identifier or name. */
  readonly population: string;
  /** A policy, or a reform that gives one: id or id@version. */
  readonly policy: string;
  readonly date: string;
  readonly vary: readonly SweepAxisRequest[];
  readonly weight?: string | undefined;
};

type ReadAxis = { readonly values: readonly string[]; readonly problems: readonly Problem[] };

const readAxis = ({ policy, side }: ResolvedSide, axis: SweepAxisRequest, index: number): ReadAxis => {
  const pointer = pointerTo('/vary', String(index));
  const values = axisValues(axis.values);
  if ('wrong' in values) {
    return { values: [], problems: [{ pointer: `${pointer}/values`, message: `${axis.parameter} cannot be swept: ${values.wrong}` }] };
  }
  return { values, problems: axisProblems(policy, side.date, axis, values, pointer) };
};

/** Axes that change the same entry would make one of them say nothing. */
const axesProblems = (vary: readonly SweepAxisRequest[], points: number): readonly Problem[] => {
  const names = vary.map(({ parameter }) => parameter.replace(/\[.*/s, ''));
  const twice = new Set(names).size < names.length;
  return [
    ...(twice ? [{ pointer: '/vary', message: 'two axes change the same parameter', expected: 'a parameter on one axis' }] : []),
    ...(points > POINTS_MAX ? [{ pointer: '/vary', message: `that makes ${points} points`, expected: `at most ${POINTS_MAX}` }] : []),
  ];
};

/** Puts a pinned policy, a population and axes together. Refusals: 'not-found'; 'invalid' with all the reasons why they do not go together. */
export const assembleSweep = (
  reader: Reader,
  { resolved, population: name, vary, weight }: { readonly resolved: ResolvedSide } & Pick<SweepRequest, 'population' | 'vary' | 'weight'>,
): SweepPlan => {
  const { policy, side } = resolved;
  const view = openPopulation(reader, name);
  const axes = vary.map((axis, index) => readAxis(resolved, axis, index));
  const points = axes.reduce((product, { values }) => product * values.length, 1);
  const problems = [
    ...populationProblems(policy, view),
    ...measureProblems({ ...USUAL_MEASURES, weight }, { columns: view.info.columns, heads: view.heads, policies: [policy] }),
    ...axes.flatMap((axis) => axis.problems),
    ...axesProblems(vary, points),
  ];
  if (problems.length > 0) refuse('invalid', `The population "${view.info.name}" cannot be swept like this.`, problems);
  const { id, units, members, fingerprint } = view.info;
  return {
    population: { id, name: view.info.name, units, members, fingerprint },
    policy: side,
    amount: policy.amounts[0] ?? '',
    outcomes: outcomesOf([policy]),
    axes: vary.map((axis, index) => describeAxis(policy, side.date, axis, axes[index]?.values ?? [])),
    ...(weight !== undefined && { weight }),
  };
};

/** Refusals: 'not-found' for a population or document that is not there, and those of `assembleSweep`. */
export const planSweep = (reader: Reader, request: SweepRequest): SweepPlan =>
  assembleSweep(reader, { ...request, resolved: pinSide(reader, request.policy, request.date) });
