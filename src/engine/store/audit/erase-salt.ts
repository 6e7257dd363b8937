/** Erases the salt of an entry's commitment, so that nobody can try out payloads against it any more. */
import { refuse } from '../../model/problem.ts';
import type { Writer } from '../handle.ts';
import eraseMoveSalt from '../run/sql/erase-move-salt.sql?raw';
import { listEntries } from './audit-store.ts';
import deleteSalt from './sql/delete-salt.sql?raw';

/** Kind of the entry that records an erasure; a salt that is gone without one is a finding. */
export const PAYLOAD_ERASED = 'payload.erased';

/** The trail still verifies afterwards; the payload can no longer be compared with it. Refusal 'not-found' where there is no salt (any more). */
export const eraseSalt = (writer: Writer, index: number): void => {
  if (writer.run(deleteSalt, { index }) !== 1 && eraseOfMove(writer, index) !== 1)
    refuse('not-found', `Entry ${index} has no salt, or it was erased before.`);
  writer.record({ kind: PAYLOAD_ERASED, subject: { entry: index } });
};

/** A move keeps its salt itself. Gives how many were erased. */
const eraseOfMove = (writer: Writer, index: number): number => {
  const [entry] = listEntries(writer, index, 1);
  if (entry?.index !== index || entry.subject.seq === undefined) return 0;
  return writer.run(eraseMoveSalt, { run: String(entry.subject.run), seq: Number(entry.subject.seq), entry: index });
};
