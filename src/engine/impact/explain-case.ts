/** Explains one case of an impact run: decided again from its facts with every step recorded, and compared with what was stored. */
import { documentJson, valueText } from '../feel/index.ts';
import type { ImpactJobSide } from '../job/protocol.ts';
import { Exact } from '../model/exact.ts';
import type { CaseExplanation, CaseSide } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { Context } from '../model/value.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { flips } from '../policy/flips.ts';
import type { PopulationView } from '../population/open-population.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactPlan, readResultColumn, storedChunks } from '../store/impact/impact-store.ts';
import { appealsOf } from '../store/run/appeal-store.ts';
import { openEvaluated } from './evaluated-population.ts';
import type { ImpactPlan } from './impact-plan.ts';
import { loadSide } from './planned-side.ts';

export type CaseExplainer = (unit: string) => CaseExplanation;

type Place = { readonly run: string; readonly chunk: number; readonly row: number };

/** A policy at a date, and what it is called. */
export type TitledSide = ImpactJobSide & { readonly title: string };

const createSideDecider = ({ policy, date, title }: TitledSide): ((inputs: Context) => CaseSide) => {
  const compiled = compilePolicy(policy, date);
  const described = (name: string): { readonly label?: string; readonly unit?: string } => {
    const { label, unit } = policy.decisions[name] ?? {};
    return { ...(label !== undefined && { label }), ...(unit !== undefined && { unit }) };
  };
  return (inputs) => {
    const evaluation = compiled.evaluate(inputs, { only: [policy.outcome, ...policy.amounts], trace: true });
    const outcome = outcomeOf(policy, evaluation);
    const amounts = policy.amounts.map((name) => ({ name, ...described(name), value: amountOf(name, evaluation)?.toText() ?? null }));
    const decisions = compiled.decisions.map((name) => ({ name, ...described(name), value: valueText(evaluation.value(name)) }));
    return { title, date, outcome, amounts, decisions, explanation: evaluation.explanation ?? [] };
  };
};

const differenceOf = (before: string | null, after: string | null): string | null =>
  before === null || after === null ? null : (Exact.parse(after) as Exact).subtract(Exact.parse(before) as Exact).toText();

/** The reform's side with what became of each amount that the baseline has too. */
const compared = (baseline: CaseSide, reform: CaseSide): CaseSide => ({
  ...reform,
  amounts: reform.amounts.map((amount) => {
    const before = baseline.amounts.find(({ name }) => name === amount.name);
    return before === undefined ? amount : { ...amount, change: differenceOf(before.value, amount.value) };
  }),
});

/** What follows from the facts of a case alone, whatever a workspace keeps of it. */
export type DecidedCase = Pick<CaseExplanation, 'baseline' | 'reforms' | 'flips'>;

/** Decides cases under several sides, the baseline first; policies are compiled once. */
export const createCaseDecider = (sides: readonly TitledSide[]): ((inputs: Context) => DecidedCase) => {
  const deciders = sides.map(createSideDecider);
  return (inputs) => {
    const [baseline, ...reforms] = deciders.map((decide) => decide(inputs)) as [CaseSide, ...CaseSide[]];
    return {
      baseline,
      reforms: reforms.map((reform) => compared(baseline, reform)),
      flips: reforms.map((reform) => flips(baseline, reform)),
    };
  };
};

/** Whether a side's stored outcome and amounts are those just decided. */
const isAsStored = (reader: Reader, { run, chunk, row }: Place, side: number, { outcome, amounts }: CaseSide): boolean => {
  const texts = [outcome, ...amounts.map(({ value }) => value)];
  return texts.every((text, position) => (readResultColumn(reader, { run, chunk, side, position }).text(row) ?? null) === text);
};

/** Explains cases of one run by where they stand. Cases of one chunk that come one after another take its columns once. */
export type PlacedExplainer = {
  readonly plan: ImpactPlan;
  readonly population: PopulationView;
  explain(place: { readonly chunk: number; readonly row: number }): CaseExplanation;
};

/** Refusals: 'not-found' for a run that is no impact; 'unreadable' where population, documents or results are not what was stored. */
export const openPlacedExplainer = (reader: Reader, run: string): PlacedExplainer => {
  const plan = readImpactPlan(reader, run);
  const population = openEvaluated(reader, plan);
  const decide = createCaseDecider([plan.baseline, ...plan.reforms].map((side) => ({ ...loadSide(reader, side), title: side.title })));
  let opened: UnitChunk | undefined;
  return {
    plan,
    population,
    explain: ({ chunk, row }) => {
      if (opened?.index !== chunk) opened = population.chunk(chunk);
      const [unit, inputs] = [opened.unitId(row), opened.inputs(row)];
      const decided = decide(inputs);
      return {
        run,
        unit,
        inputs: documentJson(inputs) as { readonly [name: string]: Json },
        ...decided,
        matchesStored: [decided.baseline, ...decided.reforms].every((side, at) => isAsStored(reader, { run, chunk, row }, at, side)),
        appeals: appealsOf(reader, { originalRun: run, unit }),
      };
    },
  };
};

/**
 * Explains cases of one run, one after the other: documents are read and policies compiled once. Refusals, here or of a case: 'not-found' for a run
 * that is no impact, a unit that the population does not have, and a case that was not evaluated yet; 'unreadable' where population, documents or
 * results are not what was stored.
 */
export const openCaseExplainer = (reader: Reader, run: string): CaseExplainer => {
  const { plan, population, explain } = openPlacedExplainer(reader, run);
  const evaluated = new Set(storedChunks(reader, run).map(({ chunk }) => chunk));
  return (unit) => {
    const found = population.find(unit);
    if (found === undefined)
      return refuse('not-found', `The population "${plan.population.name}" has no ${population.info.unit} "${unit}".`);
    if (!evaluated.has(found.chunk)) return refuse('not-found', `The run "${run}" has no result for "${unit}" yet.`);
    return explain(found);
  };
};

/** The same for one case. */
export const explainCase = (reader: Reader, { run, unit }: { readonly run: string; readonly unit: string }): CaseExplanation =>
  openCaseExplainer(reader, run)(unit);
