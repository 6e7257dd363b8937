/** The names of the files of an import and of their columns, without their rows. */
import type { InputTypes } from '../model/value-type.ts';
import type { MappingSources, SourceHeader } from './compile-mapping.ts';
import { nestedList } from './nested-list.ts';
import { openSource } from './open-source.ts';

type Header = SourceHeader & { readonly lists: readonly string[] };

const headerOf = async (path: string, list?: string): Promise<Header> => {
  const reader = await openSource(path, list);
  await reader.close();
  return { name: reader.name, columns: reader.columns, lists: reader.lists };
};

/** Members in lists of the units' file are told like those of another file. Refuses what `openSource` refuses. */
export const readHeaders = async (inputs: InputTypes, unitsPath: string, membersPath?: string): Promise<MappingSources> => {
  const units = await headerOf(unitsPath);
  if (membersPath !== undefined) return { units, members: await headerOf(membersPath) };
  const list = nestedList(units, inputs);
  return { units, members: list === undefined ? undefined : await headerOf(unitsPath, list) };
};
