/** Check 4: the keys of the log are those that the log itself names. */
import type { Check } from '../../model/trust.ts';
import { namedKey } from '../../store/audit/log-key-check.ts';
import { LOG_KEY_MADE } from '../../store/audit/log-keys.ts';
import { checkOf, type Flaw, firstFlaw } from './check.ts';
import type { OpenBundle } from './open-bundle.ts';

const flawOf = ({ manifest: { log }, entries }: OpenBundle): Flaw => {
  const byIndex = new Map(entries.map(({ index, entry }) => [index, entry]));
  const first = byIndex.get(0);
  if (first?.kind !== 'workspace.created')
    return 'entries/0.json: the first entry of the log, which says what it is of, is missing or says something else.';
  const unnamed = firstFlaw(log.keys, ({ key, entry: index }) => {
    const entry = byIndex.get(index);
    if (entry === undefined) return `entries/${index}.json is missing: it would have to name a key that manifest.json lists.`;
    return namedKey(entry) === key ? undefined : `entries/${index}.json: it does not name the key that manifest.json says it names.`;
  });
  if (unnamed !== undefined) return unnamed;
  return firstFlaw(entries, ({ path, index, entry }) => {
    if (namedKey(entry) !== undefined && !log.keys.some((known) => known.entry === index))
      return `${path}: it names a key of the log that manifest.json leaves out.`;
    if (entry.kind !== LOG_KEY_MADE) return undefined;
    const at = log.keys.findIndex((known) => known.entry === index);
    const before = log.keys[at - 1]?.key;
    return entry.detail?.replaces === before ? undefined : `${path}: the key in it does not say that it replaces the one before it.`;
  });
};

export const checkLogKeys = (bundle: OpenBundle): Check => {
  const { keys } = bundle.manifest.log;
  return checkOf(
    'Every key of the log is named by an entry of the log',
    flawOf(bundle),
    keys.length === 1
      ? `Entry ${keys[0]?.entry} names the only key.`
      : `${keys.length} keys, the newest since entry ${keys.at(-1)?.entry}.`,
  );
};
