/** What is kept of a run of the TCK, so that a later one can be held against it. */
import type { TckCount, TckFailure, TckReport } from './run-tck.ts';

export type TckResults = {
  readonly folders: { readonly [folder: string]: TckCount };
  /** Cases that did not pass, as "level-3/0001-filter/0001-filter-test-01.xml#001". */
  readonly differing: readonly string[];
};

const caseName = ({ level, folder, file, case: id }: TckFailure): string => `${level}/${folder}/${file}#${id}`;

const sorted = <T>(entries: readonly (readonly [string, T])[]): { readonly [name: string]: T } =>
  Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));

export const tckResults = ({ folders, failures }: TckReport): TckResults => ({
  folders: sorted(Object.entries(folders)),
  differing: [...new Set(failures.map(caseName))].sort(),
});
