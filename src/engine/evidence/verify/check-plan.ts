/** Check 6: what was to be evaluated is what an entry says was planned. */
import type { PlannedSide } from '../../impact/impact-plan.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { ImpactSide } from '../../model/impact-result.ts';
import type { Json } from '../../model/json.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { Check } from '../../model/trust.ts';
import { checkOf, type Flaw } from './check.ts';
import { findEntry } from './find-entry.ts';
import type { OpenBundle } from './open-bundle.ts';

const withoutDocuments = ({ documents: _, ...side }: PlannedSide): ImpactSide => side;

export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);

const flawOf = (bundle: OpenBundle): Flaw => {
  const { manifest, plan, result } = bundle;
  const { run } = manifest;
  const entry = findEntry(bundle, { kind: 'impact.planned', subject: { run } });
  if (typeof entry === 'string') return entry;
  const hash = sha256Hex(plan.text);
  if (entry.detail?.plan !== hash) return `plan.json: its SHA-256 is ${hash}; entry ${entry.index} says ${String(entry.detail?.plan)}.`;
  const { baseline, reforms, population } = plan.value;
  if (entry.detail.population !== population.fingerprint) return `plan.json: entry ${entry.index} names another population.`;
  const sides = [baseline, ...reforms].map(withoutDocuments);
  if (!isSame(sides, [manifest.baseline, ...manifest.reforms])) return 'manifest.json: it names other policies or dates than the plan.';
  if (!isSame(sides, [result.value.baseline, ...result.value.reforms]))
    return 'result.json: it names other policies or dates than the plan.';
  return isSame(population, result.value.population) ? undefined : 'result.json: it names another population than the plan.';
};

/** What the run was about: for whoever has to see that it is what a letter or a page says. */
const aboutPlan = ({ manifest, plan }: OpenBundle): string => {
  const { baseline, reforms, population } = plan.value;
  const named = ({ title, date }: PlannedSide): string => `"${title}" on ${date}`;
  return `Run ${manifest.run}: ${named(baseline)}, against ${reforms.map(named).join(', ')}, over "${population.name}".`;
};

export const checkPlan = (bundle: OpenBundle): Check =>
  checkOf(
    'The plan is the one that was recorded',
    flawOf(bundle),
    `plan.json has the SHA-256 of its entry; manifest and result name the same policies, dates and population. ${aboutPlan(bundle)}`,
  );
