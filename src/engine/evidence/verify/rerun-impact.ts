/** Runs the impact of a bundle again with the population of an open workspace, and the bundle's own policies. */

import { impactFigures } from '../../impact/impact-figures.ts';
import { runImpact } from '../../impact/impact-job.ts';
import type { ImpactOutcome } from '../../impact/impact-part.ts';
import type { ImpactPlan } from '../../impact/impact-plan.ts';
import { measuresSchema } from '../../impact/measure/measures-schema.ts';
import { withMeasures } from '../../impact/measure/with-measures.ts';
import { assemblePlan } from '../../impact/plan-impact.ts';
import type { CheckpointContext } from '../../job/protocol.ts';
import { counted } from '../../model/counted.ts';
import { Refusal } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { Check } from '../../model/trust.ts';
import type { Reader } from '../../store/handle.ts';
import { openStore } from '../../store/open-store.ts';
import { listPopulations, populationSecret } from '../../store/population/population-store.ts';
import { RERUN } from './bundle-findings.ts';
import { soundSides } from './bundle-sides.ts';
import { bad, good, notChecked } from './check.ts';
import { isSame } from './check-plan.ts';
import { findEntry } from './find-entry.ts';
import type { OpenBundle } from './open-bundle.ts';

export type RerunWorld = {
  readonly workspacePath: string;
  readonly workers: number;
  readonly context: CheckpointContext<never>;
  readonly workerEntry: string | undefined;
};

type Planned = {
  readonly plan: ImpactPlan;
  /** Whether the units' salts are those of the run: only then can its leaves be made again. */
  readonly hasSecret: boolean;
};

/** No run of a workspace has this name, so that none of its stored chunks is taken for the bundle's. */
const NO_RUN = '';

const planAgain = (reader: Reader, bundle: OpenBundle, sides: Exclude<ReturnType<typeof soundSides>, string>): Planned | string => {
  const { population: wanted, baseline, reforms, by } = bundle.plan.value;
  const measures = measuresSchema.safeParse(bundle.plan.value.measures);
  if (!measures.success) return 'plan.json asks for measures that this program does not know.';
  const found = listPopulations(reader).find(({ fingerprint }) => fingerprint === wanted.fingerprint);
  if (found === undefined) return `The open workspace has no population of the fingerprint ${wanted.fingerprint}.`;
  const secret = populationSecret(reader, found.id);
  if (secret === undefined) return `The secret of the population "${found.name}" was erased in the open workspace.`;
  const begun = findEntry(bundle, { kind: 'population.begun', subject: { population: wanted.id } });
  const resolved = [baseline, ...reforms].map((side, i) => ({ side, policy: (sides[i] as (typeof sides)[number]).policy }));
  const [first, ...rest] = resolved as [(typeof resolved)[number], ...typeof resolved];
  return {
    plan: assemblePlan(reader, { population: found.id, baseline: first, reforms: rest, by, measures: measures.data }),
    hasSecret: typeof begun !== 'string' && begun.detail?.secret === sha256Hex(secret),
  };
};

const compare = ({ manifest, result }: OpenBundle, { plan, hasSecret }: Planned, outcome: ImpactOutcome): Check => {
  if (hasSecret && outcome.root !== manifest.resultHash)
    return bad(RERUN, `Run again, the result hash is ${outcome.root}; the bundle has ${manifest.resultHash}.`);
  const figures = withMeasures(plan, impactFigures(plan, outcome.aggregate), outcome.measured);
  const different = Object.entries(figures).find(([name, value]) => !isSame(result.value[name] ?? null, value));
  if (different !== undefined) return bad(RERUN, `result.json: run again, "${different[0]}" comes out otherwise.`);
  return hasSecret
    ? good(
        RERUN,
        `${counted(outcome.units, 'case')} evaluated again with the bundle's policies: the result hash and all figures are the same.`,
      )
    : good(
        RERUN,
        `${counted(outcome.units, 'case')} evaluated again with the bundle's policies: all figures are the same. The result hash cannot be made again here: the salts of the units are those of another import.`,
      );
};

/** 'not-checked', with the reason, where the workspace does not have what it takes. */
export const rerunImpact = async (bundle: OpenBundle, { workspacePath, workers, context, workerEntry }: RerunWorld): Promise<Check> => {
  const sides = soundSides(bundle);
  if (typeof sides === 'string') return notChecked(RERUN, sides);
  const [baseline, ...reforms] = sides as [(typeof sides)[number], ...typeof sides];
  const store = openStore(workspacePath, { readOnly: true });
  try {
    const planned = store.read((reader) => planAgain(reader, bundle, sides));
    if (typeof planned === 'string') return notChecked(RERUN, planned);
    const { population, by, measures } = planned.plan;
    const job = {
      kind: 'impact',
      workspacePath,
      run: NO_RUN,
      populationId: population.id,
      baseline,
      reforms,
      by,
      measures,
      workers,
    } as const;
    const outcome = await runImpact(job, { ...context, part: async () => undefined, partTaken: async () => undefined }, workerEntry);
    return compare(bundle, planned, outcome);
  } catch (error) {
    if (error instanceof Refusal && error.failure.kind !== 'cancelled') return notChecked(RERUN, error.message);
    throw error;
  } finally {
    store.close();
  }
};
