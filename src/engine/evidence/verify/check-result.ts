/** Check 7: the figures are those that an entry commits to. */
import { matchesCommitment } from '../../audit/audit-commitment.ts';
import type { Check } from '../../model/trust.ts';
import { markedChange } from '../../report/amount-text.ts';
import { RESULT } from '../bundle-paths.ts';
import { checkOf, type Flaw } from './check.ts';
import { findEntry } from './find-entry.ts';
import type { OpenBundle } from './open-bundle.ts';

const flawOf = (bundle: OpenBundle): Flaw => {
  const { manifest, payloads, result } = bundle;
  const entry = findEntry(bundle, { kind: 'impact.completed', subject: { run: manifest.run } });
  if (typeof entry === 'string') return entry;
  const planned = findEntry(bundle, { kind: 'impact.planned', subject: { run: manifest.run } });
  if (typeof planned === 'string') return planned;
  if (planned.index >= entry.index)
    return `entries/${planned.index}.json: the plan was recorded after its result, which is entry ${entry.index}.`;
  const [payload, more] = payloads;
  if (payload === undefined || more !== undefined || payload.path !== RESULT || payload.entry !== entry.index)
    return `payloads.json: it must give one salt, that of entry ${entry.index} for ${RESULT}; without it nobody vouches for the figures.`;
  const { commitment } = entry;
  if (commitment === undefined || !matchesCommitment(commitment, Buffer.from(payload.salt, 'hex'), result.text))
    return `result.json: under the salt of payloads.json it is not what entry ${entry.index} commits to (${commitment}).`;
  if (entry.detail?.resultHash !== manifest.resultHash)
    return `manifest.json: the result hash is ${manifest.resultHash}; entry ${entry.index} says ${String(entry.detail?.resultHash)}.`;
  if (result.value.resultHash !== manifest.resultHash) return 'result.json: it has another result hash than the manifest.';
  const { totals, reforms } = result.value;
  if (totals.reforms.length !== reforms.length) return 'result.json: it does not have figures for each reform.';
  return result.value.run === manifest.run
    ? undefined
    : `result.json: it is the result of run ${result.value.run}, expected ${manifest.run}.`;
};

/** The first figures, as they stand there: for whoever has to see that they are those of a letter or a page. */
const figuresOf = ({ result }: OpenBundle): string =>
  result.value.totals.reforms
    .map(({ gainers, losers, unchanged, undetermined, costChange }, i) => {
      const title = result.value.reforms[i]?.title ?? '';
      return `"${title}": ${gainers} gain, ${losers} lose, ${unchanged} unchanged, ${undetermined} not determined, change of cost ${markedChange(costChange)}.`;
    })
    .join(' ');

export const checkResult = (bundle: OpenBundle): Check =>
  checkOf(
    'The figures are those that were recorded',
    flawOf(bundle),
    `result.json is what its entry commits to, with the result hash ${bundle.manifest.resultHash}. ${figuresOf(bundle)}`,
  );
