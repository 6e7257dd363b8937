/** The names of the files of an import and of their columns, without their rows. */
import type { MappingSources, SourceHeader } from './compile-mapping.ts';
import { openCsv } from './csv-reader.ts';

const headerOf = async (path: string): Promise<SourceHeader> => {
  const reader = await openCsv(path);
  await reader.close();
  return { name: reader.name, columns: reader.columns };
};

/** Refuses what `openCsv` refuses. */
export const readHeaders = async (unitsPath: string, membersPath?: string): Promise<MappingSources> => ({
  units: await headerOf(unitsPath),
  members: membersPath === undefined ? undefined : await headerOf(membersPath),
});
