/** Check 9: the population is the one that was sealed and planned with. */

import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { checkOf, type Flaw } from './check.ts';
import { isSame } from './check-plan.ts';
import { findEntry } from './find-entry.ts';
import type { OpenBundle } from './open-bundle.ts';

const chunksFlaw = ({ population, chunks }: OpenBundle): Flaw => {
  const { fingerprint, units } = population;
  if (population.chunks.some(({ chunk }, i) => chunk !== i)) return 'population.json: its chunks do not stand in order.';
  if (population.chunks.at(-1)?.sha256 !== fingerprint)
    return 'population.json: the fingerprint up to its last chunk is not that of the whole.';
  if (population.chunks.reduce((sum, chunk) => sum + chunk.units, 0) !== units)
    return 'population.json: its chunks do not have its number of units.';
  const same = population.chunks.length === chunks.length && population.chunks.every((chunk, i) => chunk.units === chunks[i]?.units);
  return same ? undefined : 'population.json: its chunks are not those that were evaluated.';
};

const flawOf = (bundle: OpenBundle): Flaw => {
  const { population, plan } = bundle;
  const { id, name, unit, units, members, fingerprint, sources, quarantined, quarantine } = population;
  const sealed = findEntry(bundle, { kind: 'population.sealed', subject: { population: id } });
  if (typeof sealed === 'string') return sealed;
  const said = { unit, units, members, fingerprint, sources, quarantined };
  const different = Object.entries(said).find(([field, value]) => !isSame(sealed.detail?.[field] ?? null, value));
  if (different !== undefined) return `population.json: "${different[0]}" is not what entry ${sealed.index} says was sealed.`;
  const begun = findEntry(bundle, { kind: 'population.begun', subject: { population: id } });
  if (typeof begun === 'string') return begun;
  if (begun.detail?.name !== name)
    return `population.json: it is called "${name}"; entry ${begun.index} says "${String(begun.detail?.name)}".`;
  if (!isSame(plan.value.population, { id, name, units, members, fingerprint }))
    return 'population.json: it is not the population of the plan.';
  const refused = quarantine.reduce((sum, { rows }) => sum + rows, 0);
  if (refused > quarantined) return `population.json: it lists ${refused} refused rows of ${quarantined}.`;
  return chunksFlaw(bundle);
};

export const checkPopulation = (bundle: OpenBundle): Check => {
  const { units, fingerprint, sources, quarantined } = bundle.population;
  return checkOf(
    'The population is the one that was sealed',
    flawOf(bundle),
    `${counted(units, 'unit')} with the fingerprint ${fingerprint}, from ${counted(sources.length, 'source file')} of recorded SHA-256; refused: ${counted(quarantined, 'row')}. Where they were refused, and the fingerprints of parts, the population alone can show.`,
  );
};
