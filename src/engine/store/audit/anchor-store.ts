/** Files from outside that vouch for states of the trail, as the workspace keeps them. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { Anchor } from '../../model/trust.ts';
import type { Reader, Writer } from '../handle.ts';
import type { ObjectCheck } from './object-check.ts';
import { compareCommitment } from './object-check.ts';
import countSql from './sql/count-anchors.sql?raw';
import getAnchor from './sql/get-anchor.sql?raw';
import insertAnchor from './sql/insert-anchor.sql?raw';
import listAnchorsSql from './sql/list-anchors.sql?raw';

export type StoredAnchor = {
  readonly anchor: Anchor;
  /** The signed note that it is about, as it is in this workspace. */
  readonly checkpoint: string;
  /** Of a cosignature: verifier key of the witness. */
  readonly key?: string;
  /** The file, as it came in. */
  readonly data: Uint8Array;
};

type AnchorRow = {
  readonly entry: number;
  readonly anchor: string;
  readonly checkpoint: string;
  readonly key: string | null;
  readonly data: Uint8Array;
};

/** Newest first. */
export const listAnchors = (reader: Reader): readonly StoredAnchor[] => reader.all<AnchorRow>(listAnchorsSql).map(anchorOf);

/** Refusal 'conflict' where the same file is there already. */
export const addAnchor = (writer: Writer, stored: StoredAnchor): void => {
  const { anchor, checkpoint, key, data } = stored;
  if (listAnchors(writer).some((known) => Buffer.compare(known.data, data) === 0))
    refuse('conflict', 'This anchor is in the workspace already.');
  const { kind, size, root } = anchor;
  const { index } = writer.record({
    kind: 'anchor.added',
    subject: { anchor: sha256Hex(data) },
    detail: { kind, size, root },
    payload: payloadOf(stored),
  });
  writer.run(insertAnchor, { entry: index, anchor: canonicalJson(anchor), checkpoint, key: key ?? null, data });
};

/** Who vouches may be a person, so that the entry only commits to it. */
const payloadOf = ({ anchor, checkpoint, key }: StoredAnchor): Json => ({
  anchor,
  checkpoint,
  ...(key === undefined ? {} : { key }),
});

const anchorOf = ({ anchor, checkpoint, key, data }: AnchorRow): StoredAnchor => ({
  anchor: JSON.parse(anchor) as Anchor,
  checkpoint,
  data,
  ...(key === null ? {} : { key }),
});

export const anchorCheck: ObjectCheck = {
  kinds: ['anchor.added'],
  begin: (reader) => {
    let seen = 0;
    return {
      compare: (entry) => {
        seen++;
        const row = reader.one<AnchorRow>(getAnchor, { entry: entry.index });
        if (row === undefined) return { checked: 1, wrong: 'the anchor that it records is missing' };
        const stored = anchorOf(row);
        if (sha256Hex(row.data) !== entry.subject.anchor)
          return { checked: 1, wrong: 'the file of the anchor is not the one that came in' };
        const { size, root } = stored.anchor;
        if (size !== entry.detail?.size || root !== entry.detail?.root)
          return { checked: 1, wrong: 'the anchor is for another state of the trail than was recorded' };
        return compareCommitment(reader, entry, payloadOf(stored), 'what the anchor says');
      },
      leftOver: () =>
        (reader.one<{ readonly count: number }>(countSql)?.count ?? 0) > seen ? 'there is an anchor that no entry records' : undefined,
    };
  },
};
