/** What a verdict on a workspace does not prove, in words for whoever relies on it. */

/** `uncompared`: kinds of entries whose objects this program cannot compare. `erased`: payloads that were erased with their salts. */
export const verdictLimits = (seen: { readonly erased: number; readonly uncompared: ReadonlySet<string> }): readonly string[] => [
  'That the trail is consistent rests on the file alone. Whoever can write the file can put an older copy in its place, and whoever has the key of the ' +
    'log can rewrite all of it; only what others keep elsewhere shows either.',
  'Times and names of actors are what this machine and its user stated when the entry was written.',
  'The trail shows that records were not changed afterwards, not that what was entered was true.',
  ...(seen.erased === 0 ? [] : [`Erased payloads, which can no longer be compared with what the trail commits to: ${seen.erased}.`]),
  ...(seen.uncompared.size === 0
    ? []
    : [`Kinds of entries with no object to compare them with: ${[...seen.uncompared].toSorted().join(', ')}.`]),
];
