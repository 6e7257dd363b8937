/** Explains one case of an impact run: decided again from its facts with every step recorded, and compared with what was stored. */

import { documentJson, valueText } from '../feel/index.ts';
import type { CaseExplanation, CaseSide } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { Context } from '../model/value.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { flips } from '../policy/flips.ts';
import { openPopulation } from '../population/open-population.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactPlan, readResultColumn, storedChunks } from '../store/impact/impact-store.ts';
import { appealsOf } from '../store/run/appeal-store.ts';
import type { PlannedSide } from './impact-plan.ts';
import { loadSide } from './planned-side.ts';

type Place = { readonly run: string; readonly chunk: number; readonly row: number };

type DecidedSide = { readonly view: CaseSide; readonly outcome: string; readonly amounts: readonly (string | undefined)[] };

const decideSide = (reader: Reader, planned: PlannedSide, inputs: Context): DecidedSide => {
  const { policy, date } = loadSide(reader, planned);
  const compiled = compilePolicy(policy, date);
  const evaluation = compiled.evaluate(inputs, { only: [policy.outcome, ...policy.amounts], trace: true });
  const outcome = outcomeOf(policy, evaluation);
  const amounts = policy.amounts.map((name) => amountOf(name, evaluation)?.toText());
  const decisions = compiled.decisions.map((name) => {
    const label = policy.decisions[name]?.label;
    return { name, ...(label === undefined ? {} : { label }), value: valueText(evaluation.value(name)) };
  });
  const view = { title: planned.title, date, outcome, decisions, explanation: evaluation.explanation ?? [] };
  return { view, outcome, amounts };
};

/** Whether a side's stored outcome and amounts are those just decided. */
const isAsStored = (reader: Reader, { run, chunk, row }: Place, side: number, decided: DecidedSide): boolean => {
  const texts = [decided.outcome, ...decided.amounts];
  return texts.every((text, position) => readResultColumn(reader, { run, chunk, side, position }).text(row) === text);
};

/**
 * Refusals: 'not-found' for a run that is no impact, a unit that the population does not have, and a case that was not evaluated yet;
 * 'unreadable' where population, documents or results are not what was stored.
 */
export const explainCase = (reader: Reader, { run, unit }: { readonly run: string; readonly unit: string }): CaseExplanation => {
  const plan = readImpactPlan(reader, run);
  const population = openPopulation(reader, plan.population.id);
  if (population.info.fingerprint !== plan.population.fingerprint) {
    return refuse('unreadable', `The population "${plan.population.name}" is not what run "${run}" evaluated: its fingerprint differs.`);
  }
  const found = population.find(unit);
  if (found === undefined) return refuse('not-found', `The population "${plan.population.name}" has no ${population.info.unit} "${unit}".`);
  if (!storedChunks(reader, run).some(({ chunk }) => chunk === found.chunk)) {
    return refuse('not-found', `The run "${run}" has no result for "${unit}" yet.`);
  }
  const inputs = population.chunk(found.chunk).inputs(found.row);
  const sides = [plan.baseline, ...plan.reforms].map((side) => decideSide(reader, side, inputs));
  const [baseline, ...reforms] = sides.map(({ view }) => view) as [CaseSide, ...CaseSide[]];
  return {
    run,
    unit,
    inputs: documentJson(inputs) as { readonly [name: string]: Json },
    baseline,
    reforms,
    flips: reforms.flatMap((reform) =>
      flips(baseline, reform).map((sentence) => (reforms.length === 1 ? sentence : `${reform.title}, ${reform.date}: ${sentence}`)),
    ),
    matchesStored: sides.every((side, at) => isAsStored(reader, { run, ...found }, at, side)),
    appeals: appealsOf(reader, { originalRun: run, unit }),
  };
};
