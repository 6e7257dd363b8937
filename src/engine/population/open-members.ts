/** Finds the members of an import: in a file of their own, in lists of the units' file, or as rows of the units' file. */
import type { Job } from '../job/protocol.ts';
import { nestedList } from './nested-list.ts';
import { openSource } from './open-source.ts';
import type { SourceReader } from './source-reader.ts';

type ImportJob = Extract<Job, { readonly kind: 'import' }>;

/** `together`: the units' rows are the members' rows. Where the units' file holds the members, it is read twice. */
export const openMembers = async (
  { unitsPath, membersPath, mapping, policy }: ImportJob,
  units: SourceReader,
): Promise<{ readonly reader: SourceReader | undefined; readonly together: boolean }> => {
  if (membersPath !== undefined) return { reader: await openSource(membersPath), together: false };
  if (mapping.members === undefined) return { reader: undefined, together: false };
  const list = nestedList(units, policy.inputs);
  if (list !== undefined) return { reader: await openSource(unitsPath, list), together: false };
  return mapping.units.rows === 'first' ? { reader: await openSource(unitsPath), together: true } : { reader: undefined, together: false };
};
