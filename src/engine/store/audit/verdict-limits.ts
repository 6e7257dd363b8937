/** What a verdict on a workspace does not prove, in words for whoever relies on it. */

type Seen = {
  /** Payloads that were erased with their salts. */
  readonly erased: number;
  /** Kinds of entries whose objects this program cannot compare. */
  readonly uncompared: ReadonlySet<string>;
  /** Entries that name another key of the log than the one before, in their order. */
  readonly keyChanges: readonly number[];
};

/** More are counted and not named. */
const NAMED_MAX = 8;

const keyLimit = (entries: readonly number[]): string => {
  const more = entries.length - NAMED_MAX;
  const named = `${entries.slice(0, NAMED_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return (
    `That every key of the log is its owner's: from ${entries.length === 1 ? 'entry' : 'the entries'} ${named} on another key signs than before, and no ` +
    'earlier key vouches for a later one. It is so when a workspace is changed on a machine that does not have its key, and whoever can write the file ' +
    'can do it: ask the owner why, and compare the fingerprints that "log-key show" lists with what they say.'
  );
};

export const verdictLimits = (seen: Seen): readonly string[] => [
  'That the trail is consistent rests on the file alone. Whoever can write the file can put an older copy in its place, and whoever has the key of the ' +
    'log can rewrite all of it; only what others keep elsewhere shows either.',
  'Times and names of actors are what this machine and its user stated when the entry was written.',
  'The trail shows that records were not changed afterwards, not that what was entered was true.',
  ...(seen.keyChanges.length === 0 ? [] : [keyLimit(seen.keyChanges)]),
  ...(seen.erased === 0 ? [] : [`Erased payloads, which can no longer be compared with what the trail commits to: ${seen.erased}.`]),
  ...(seen.uncompared.size === 0
    ? []
    : [`Kinds of entries with no object to compare them with: ${[...seen.uncompared].toSorted().join(', ')}.`]),
];
