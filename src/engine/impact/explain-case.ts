/** Explains one case of an impact run: decided again from its facts with every step recorded, and compared with what was stored. */
import { documentJson, valueText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { CaseExplanation, CaseSide } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { refuse } from '../model/problem.ts';
import type { Context } from '../model/value.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { flips } from '../policy/flips.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactPlan, readResultColumn, storedChunks } from '../store/impact/impact-store.ts';
import { appealsOf } from '../store/run/appeal-store.ts';
import { openEvaluated } from './evaluated-population.ts';
import type { PlannedSide } from './impact-plan.ts';
import { loadSide } from './planned-side.ts';

export type CaseExplainer = (unit: string) => CaseExplanation;

type CompiledSide = {
  readonly title: string;
  readonly date: string;
  readonly policy: PolicyDocument;
  readonly compiled: ReturnType<typeof compilePolicy>;
};

type Place = { readonly run: string; readonly chunk: number; readonly row: number };

const compileSide = (reader: Reader, planned: PlannedSide): CompiledSide => {
  const { policy, date } = loadSide(reader, planned);
  return { title: planned.title, date, policy, compiled: compilePolicy(policy, date) };
};

const decideSide = ({ title, date, policy, compiled }: CompiledSide, inputs: Context): CaseSide => {
  const evaluation = compiled.evaluate(inputs, { only: [policy.outcome, ...policy.amounts], trace: true });
  const outcome = outcomeOf(policy, evaluation);
  const described = (name: string): { readonly label?: string; readonly unit?: string } => {
    const { label, unit } = policy.decisions[name] ?? {};
    return { ...(label !== undefined && { label }), ...(unit !== undefined && { unit }) };
  };
  const amounts = policy.amounts.map((name) => ({ name, ...described(name), value: amountOf(name, evaluation)?.toText() ?? null }));
  const decisions = compiled.decisions.map((name) => ({ name, ...described(name), value: valueText(evaluation.value(name)) }));
  return { title, date, outcome, amounts, decisions, explanation: evaluation.explanation ?? [] };
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

/** Whether a side's stored outcome and amounts are those just decided. */
const isAsStored = (reader: Reader, { run, chunk, row }: Place, side: number, { outcome, amounts }: CaseSide): boolean => {
  const texts = [outcome, ...amounts.map(({ value }) => value)];
  return texts.every((text, position) => (readResultColumn(reader, { run, chunk, side, position }).text(row) ?? null) === text);
};

/**
 * Explains cases of one run, one after the other: documents are read and policies compiled once. Refusals, here or of a case: 'not-found' for a run
 * that is no impact, a unit that the population does not have, and a case that was not evaluated yet; 'unreadable' where population, documents or
 * results are not what was stored.
 */
export const openCaseExplainer = (reader: Reader, run: string): CaseExplainer => {
  const plan = readImpactPlan(reader, run);
  const population = openEvaluated(reader, plan);
  const evaluated = new Set(storedChunks(reader, run).map(({ chunk }) => chunk));
  const compiled = [plan.baseline, ...plan.reforms].map((side) => compileSide(reader, side));
  return (unit) => {
    const found = population.find(unit);
    if (found === undefined)
      return refuse('not-found', `The population "${plan.population.name}" has no ${population.info.unit} "${unit}".`);
    if (!evaluated.has(found.chunk)) return refuse('not-found', `The run "${run}" has no result for "${unit}" yet.`);
    const inputs = population.chunk(found.chunk).inputs(found.row);
    const sides = compiled.map((side) => decideSide(side, inputs));
    const [baseline, ...reforms] = sides as [CaseSide, ...CaseSide[]];
    return {
      run,
      unit,
      inputs: documentJson(inputs) as { readonly [name: string]: Json },
      baseline,
      reforms: reforms.map((reform) => compared(baseline, reform)),
      flips: reforms.map((reform) => flips(baseline, reform)),
      matchesStored: sides.every((side, at) => isAsStored(reader, { run, ...found }, at, side)),
      appeals: appealsOf(reader, { originalRun: run, unit }),
    };
  };
};

/** The same for one case. */
export const explainCase = (reader: Reader, { run, unit }: { readonly run: string; readonly unit: string }): CaseExplanation =>
  openCaseExplainer(reader, run)(unit);
