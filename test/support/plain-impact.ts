/** An impact computed the plain way, for comparison: every case at once in memory, every figure by its definition. */
import { createHash, createHmac } from 'node:crypto';
import { valueText } from '../../src/engine/feel/index.ts';
import type { ImpactPlan } from '../../src/engine/impact/impact-plan.ts';
import { loadSides } from '../../src/engine/impact/plan-impact.ts';
import { canonicalJson } from '../../src/engine/model/canonical-json.ts';
import { Exact } from '../../src/engine/model/exact.ts';
import { UNDETERMINED } from '../../src/engine/model/impact-result.ts';
import { type Context, Null, type Value } from '../../src/engine/model/value.ts';
import { compilePolicy } from '../../src/engine/policy/compile-policy.ts';
import { openPopulation } from '../../src/engine/population/open-population.ts';
import { populationSecret } from '../../src/engine/store/population/population-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { plainReformFigures } from './plain-figures.ts';

type PlainDecision = { readonly outcome: string; readonly amounts: { readonly [name: string]: string | null } };
export type PlainCase = {
  readonly unit: string;
  readonly inputs: Context;
  readonly sides: readonly PlainDecision[];
  readonly groups: readonly string[];
};

const textOf = (value: Value): string | null => (value instanceof Null ? null : valueText(value));

export const plainCases = (store: Store, plan: ImpactPlan): readonly PlainCase[] =>
  store.read((reader) => {
    const { baseline, reforms } = loadSides(reader, plan);
    const compiled = [baseline, ...reforms].map(({ policy, date }) => compilePolicy(policy, date));
    const population = openPopulation(reader, plan.population.id);
    return Array.from({ length: population.chunkCount }, (_, index) => population.chunk(index)).flatMap((chunk) =>
      Array.from({ length: chunk.units }, (_, row): PlainCase => {
        const inputs = chunk.inputs(row);
        const evaluations = compiled.map((policy) => ({ policy: policy.policy, evaluation: policy.evaluate(inputs) }));
        const sides = evaluations.map(({ policy, evaluation }) => ({
          outcome: textOf(evaluation.value(policy.outcome)) ?? UNDETERMINED,
          amounts: Object.fromEntries(policy.amounts.map((name) => [name, textOf(evaluation.value(name))])),
        }));
        const groups = plan.by.map(
          (name) =>
            (name in inputs
              ? textOf(inputs[name] as Value)
              : textOf((evaluations[0] as (typeof evaluations)[number]).evaluation.value(name))) ?? '',
        );
        return { unit: chunk.unitId(row), inputs, sides, groups };
      }),
    );
  });

/** Merkle Tree Hash as RFC 9162, 2.1.1 defines it, by recursion. */
export const plainTreeHash = (data: readonly Uint8Array[]): Buffer => {
  const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  const [first] = data;
  if (first === undefined) return sha256();
  if (data.length === 1) return sha256(Uint8Array.of(0), first);
  let split = 1;
  while (split * 2 < data.length) split *= 2;
  return sha256(Uint8Array.of(1), plainTreeHash(data.slice(0, split)), plainTreeHash(data.slice(split)));
};

export const plainResultHash = (store: Store, plan: ImpactPlan, cases: readonly PlainCase[]): string => {
  const secret = store.read((reader) => populationSecret(reader, plan.population.id)) as Uint8Array;
  const leaves = cases.map(({ unit, sides }) => {
    const salt = createHmac('sha256', secret).update(unit).digest();
    return createHmac('sha256', salt).update(canonicalJson({ unit, sides })).digest();
  });
  return plainTreeHash(leaves).toString('hex');
};

const exact = (text: string | null | undefined): Exact | undefined => (typeof text === 'string' ? Exact.parse(text) : undefined);

const figuresOf = (cases: readonly PlainCase[], amount: string, reform: number) =>
  plainReformFigures(cases.map(({ sides }) => [exact(sides[0]?.amounts[amount]), exact(sides[reform + 1]?.amounts[amount])]));

const countWhere = (cases: readonly PlainCase[], wanted: (sides: PlainCase['sides']) => boolean): number =>
  cases.filter(({ sides }) => wanted(sides)).length;

/** Totals, matrix and groups, the groups in no particular order. */
export const plainResult = (plan: ImpactPlan, cases: readonly PlainCase[]) => {
  const { outcomes, amount } = plan;
  const counts = (side: number) =>
    Object.fromEntries(outcomes.map((name) => [name, countWhere(cases, (sides) => sides[side]?.outcome === name)]));
  const reforms = plan.reforms.map((_, reform) => reform);
  return {
    totals: {
      units: cases.length,
      baseline: counts(0),
      reforms: reforms.map((reform) => ({ ...figuresOf(cases, amount, reform), outcomes: counts(reform + 1) })),
    },
    matrix: reforms.map((reform) =>
      outcomes.map((from) =>
        outcomes.map((to) => countWhere(cases, (sides) => sides[0]?.outcome === from && sides[reform + 1]?.outcome === to)),
      ),
    ),
    groups: plan.by.flatMap((by, i) =>
      [...Map.groupBy(cases, ({ groups }) => groups[i] as string)].map(([value, own]) => ({
        by,
        value,
        units: own.length,
        figures: reforms.map((reform) => figuresOf(own, amount, reform)),
      })),
    ),
  };
};
