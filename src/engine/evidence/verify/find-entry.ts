/** Finds the entry of a bundle that says something. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { BundleEntry, OpenBundle } from './open-bundle.ts';

/** Who looks for an entry: its kind, and what its subject must say at least. */
export type EntryWanted = { readonly kind: string; readonly subject: AuditEntry['subject'] };

const describe = ({ kind, subject }: EntryWanted): string =>
  `"${kind}" about ${Object.entries(subject)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;

const isWanted = ({ entry }: BundleEntry, { kind, subject }: EntryWanted): boolean =>
  entry.kind === kind &&
  Object.entries(subject).every(([name, value]) => Object.hasOwn(entry.subject, name) && entry.subject[name] === value);

/** The one entry, or a sentence: none and several are both wrong. */
export const findEntry = ({ entries }: Pick<OpenBundle, 'entries'>, wanted: EntryWanted): AuditEntry | string => {
  const [found, other] = entries.filter((entry) => isWanted(entry, wanted));
  if (found === undefined) return `No entry in the bundle says ${describe(wanted)}.`;
  return other === undefined ? found.entry : `${found.path} and ${other.path} both say ${describe(wanted)}; one of them was expected.`;
};
