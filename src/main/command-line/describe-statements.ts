/** What may be said of a trail, in lines for a terminal: each statement with what it rests on, and never one verdict for all. */
import type { Anchor, AnchorKind, TrustStatement } from '../../engine/model/index.ts';
import { counted } from './counted.ts';
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

const restsOn = ({ kind, fingerprint }: Anchor): string =>
  `  rests on: ${RESTS_ON[kind]}${fingerprint === undefined ? '' : `, fingerprint ${fingerprint}`}`;

const describe = (statement: TrustStatement): readonly string[] => {
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
      return [`Consistent with ${named(statement.anchor)}: the first ${entries(statement.anchor.size)}`, restsOn(statement.anchor)];
    case 'contradicted':
      return [`CONTRADICTED by ${named(statement.anchor)}: ${statement.reason}`, restsOn(statement.anchor)];
    case 'unanchored': {
      const { newest, entries: count, from } = statement;
      const than =
        newest === undefined ? 'No anchor outside of this machine' : `No anchor outside of this machine newer than ${named(newest)}`;
      const alone = count === 1 ? `the last entry, ${from}, rests` : `the last ${entries(count)}, from entry ${from} on, rest`;
      return [`${than}: ${alone} on this machine alone`];
    }
  }
};

export const describeStatements = (statements: readonly TrustStatement[]): readonly string[] => statements.flatMap(describe);
