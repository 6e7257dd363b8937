/** Check 8: the roots of the chunks give the result hash. */

import { resultRoot } from '../../impact/result-tree.ts';
import { counted } from '../../model/counted.ts';
import { hex } from '../../model/hex.ts';
import type { Check } from '../../model/trust.ts';
import { checkOf, type Flaw } from './check.ts';
import type { OpenBundle } from './open-bundle.ts';

const isPowerOfTwo = (units: number): boolean => units > 0 && Number.isInteger(Math.log2(units));

const flawOf = ({ manifest, chunks, result }: OpenBundle): Flaw => {
  const [first] = chunks;
  const last = chunks.length - 1;
  const misplaced = chunks.findIndex(({ chunk, units }, i) => {
    if (chunk !== i || units < 1) return true;
    return i < last ? units !== first?.units || !isPowerOfTwo(units) : i > 0 && units > (first?.units ?? 0);
  });
  if (misplaced >= 0) return `chunks.json: chunk ${misplaced} is out of order, or does not have the number of units that chunks have.`;
  const units = chunks.reduce((sum, chunk) => sum + chunk.units, 0);
  if (units !== result.value.totals.units || units !== result.value.population.units)
    return `chunks.json: the chunks have ${units} units, the result ${result.value.totals.units}, the population ${result.value.population.units}.`;
  const root = hex(resultRoot(chunks.map((chunk) => Buffer.from(chunk.root, 'hex'))));
  return root === manifest.resultHash
    ? undefined
    : `chunks.json: the roots of the chunks give ${root}; the result hash is ${manifest.resultHash}.`;
};

export const checkChunks = (bundle: OpenBundle): Check =>
  checkOf(
    'The roots of the chunks give the result hash',
    flawOf(bundle),
    `The result hash is the root over ${counted(bundle.chunks.length, 'chunk')} with ${counted(bundle.result.value.totals.units, 'case')}.`,
  );
