/** Check of what the bundle says of itself: by whom, when and with which build it was made is what an entry says, and that entry is of this very bundle. */
import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { checkOf, type Flaw } from './check.ts';
import { isSame } from './check-plan.ts';
import { findEntry } from './find-entry.ts';
import type { OpenBundle } from './open-bundle.ts';

const KIND = 'evidence.prepared';

/** It is written and signed in one step, before the bundle is gathered: with any other last entry the checkpoint was signed for something else. */
const flawOf = (bundle: OpenBundle): Flaw => {
  const { manifest, checkpoint, cases } = bundle;
  const { run, made, program } = manifest;
  const found = findEntry(bundle, { kind: KIND, subject: { run } });
  if (typeof found === 'string') return `${found} A bundle has the one that says who made it: ask for it to be exported again.`;
  const path = `entries/${found.index}.json`;
  const { size } = checkpoint.checkpoint;
  if (found.index !== size - 1)
    return `${path}: it was recorded for another export; that of this bundle is the last entry under its checkpoint, which is entry ${size - 1}.`;
  if (found.at !== made.at || found.actor !== made.by)
    return `manifest.json: it was made on ${made.at} by "${made.by}"; entry ${found.index} says on ${found.at} by "${found.actor}".`;
  const { detail } = found;
  if (!isSame(detail?.program ?? null, program))
    return `manifest.json: it names the program ${program.version} of the build ${program.build}; entry ${found.index} names another.`;
  if (detail?.cases !== cases.length)
    return `${path}: the bundle was to disclose ${counted(Number(detail?.cases), 'case')}; it discloses ${cases.length}.`;
  const expected = { index: size - 1, at: made.at, actor: made.by, kind: KIND, subject: { run }, detail: { cases: cases.length, program } };
  return isSame(found, expected) ? undefined : `${path}: it says more than such an entry does.`;
};

export const checkPrepared = (bundle: OpenBundle): Check => {
  const { made, program } = bundle.manifest;
  return checkOf(
    'The log says by whom, when and with which build the bundle was made',
    flawOf(bundle),
    `By "${made.by}" on ${made.at}, with Probity ${program.version} of the build ${program.build}: so says the last entry under the checkpoint, and with it the key of the log.`,
  );
};
