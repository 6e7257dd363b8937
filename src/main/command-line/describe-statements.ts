/** What may be said of a trail, in lines for a terminal: each statement with what it rests on, and never one verdict for all. */
import { counted } from '../../engine/model/counted.ts';
import type { Anchor, AnchorKind, TrustStatement } from '../../engine/model/index.ts';
import { printable } from './printable.ts';

const WHAT: { readonly [kind in AnchorKind]: (by: string) => string } = {
  sighting: () => 'what this machine has seen',
  checkpoint: (by) => `the checkpoint "${by}"`,
  cosignature: (by) => `the cosignature of "${by}"`,
  timestamp: (by) => `the timestamp of "${by}"`,
  report: (by) => `the report signed by "${by}"`,
};

const RESTS_ON: { readonly [kind in AnchorKind]: string } = {
  sighting: "this machine's own record, which whoever controls the machine can change",
  checkpoint: 'whoever kept that file; the key of the log signed it',
  cosignature: "the witness's key",
  timestamp: "the timestamp authority's certificate",
  report: "the signer's certificate",
};

const entries = (count: number): string => counted(count, 'entry', 'entries');
const named = ({ kind, by, at }: Anchor): string => `${WHAT[kind](printable(by))}${at === '' ? '' : ` of ${at}`}`;

/** What the statements are about: the trail of a workspace, or a file that came from somewhere, and may have come with keys of its own. */
export type TrustSubject = 'trail' | 'file';

const OTHERS: ReadonlySet<AnchorKind> = new Set(['cosignature', 'timestamp', 'report']);

const restsOn = ({ kind, outside, fingerprint }: Anchor, subject: TrustSubject): string => {
  const key = fingerprint === undefined ? '' : `, fingerprint ${fingerprint}`;
  const cameAlong = subject === 'file' && !outside && OTHERS.has(kind);
  // What no key signed that the trail names says no more than that somebody kept it.
  const what = kind === 'checkpoint' && fingerprint === undefined ? 'whoever kept that file' : RESTS_ON[kind];
  return `  rests on: ${what}${key}${cameAlong ? ', as it came: whoever made the file may have made that as well, so compare it' : ''}`;
};

/** A file holds a part of a log, and nothing of a workspace: what is said of it claims no more. */
const inFile = (statement: Extract<TrustStatement, { readonly kind: 'consistent' | 'unanchored' }>): readonly string[] => {
  if (statement.kind === 'consistent')
    return [
      `The file agrees with itself, on a log of ${entries(statement.size)}: ${counted(statement.objects, 'part')} of it recomputed, the rest is not in it`,
      `  root ${statement.root}`,
      '  rests on: the key of the log that signed the checkpoint, whose holder could have signed another history',
    ];
  const { newest, entries: count, from } = statement;
  const alone = count === 1 ? `entry ${from}, the last` : `the last ${entries(count)}, from entry ${from} on`;
  const than = newest === undefined ? '' : `; newer than ${named(newest)} is nothing`;
  return [`Nobody who is known here vouches for ${alone}, but whoever holds the key of the log${than}`];
};

const describe = (statement: TrustStatement, subject: TrustSubject): readonly string[] => {
  if (subject === 'file' && (statement.kind === 'consistent' || statement.kind === 'unanchored')) return inFile(statement);
  switch (statement.kind) {
    case 'consistent':
      return [
        `Internally consistent: ${entries(statement.size)}, ${counted(statement.objects, 'recorded object')} recomputed`,
        `  root ${statement.root}`,
        '  rests on: the workspace file alone',
      ];
    case 'inconsistent':
      return [`INCONSISTENT: entry ${statement.index}: ${statement.reason}`];
    case 'anchored':
      return [
        `Consistent with ${named(statement.anchor)}: the first ${entries(statement.anchor.size)}`,
        restsOn(statement.anchor, subject),
      ];
    case 'contradicted':
      return [`CONTRADICTED by ${named(statement.anchor)}: ${statement.reason}`, restsOn(statement.anchor, subject)];
    case 'unanchored': {
      const { newest, entries: count, from } = statement;
      const than =
        newest === undefined ? 'No anchor outside of this machine' : `No anchor outside of this machine newer than ${named(newest)}`;
      const alone = count === 1 ? `the last entry, ${from}, rests` : `the last ${entries(count)}, from entry ${from} on, rest`;
      return [`${than}: ${alone} on this machine alone`];
    }
  }
};

export const describeStatements = (statements: readonly TrustStatement[], subject: TrustSubject = 'trail'): readonly string[] =>
  statements.flatMap((statement) => describe(statement, subject));
