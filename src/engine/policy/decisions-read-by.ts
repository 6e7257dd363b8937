/** Which decisions another one depends on. */
import type { Logic } from './compile-logic.ts';
import type { Declarations } from './declarations.ts';

/** The decisions that a logic reads, those of the unit by name, those of members as their fields or by name. */
export const decisionsReadBy = ({ reads, fields }: Logic, { unit, lists }: Declarations, list: string | undefined): string[] => {
  const inner = list === undefined ? undefined : lists.get(list);
  const found = new Set<string>();
  for (const name of reads) {
    if ((inner?.get(name) ?? unit.get(name))?.kind === 'decision') found.add(name);
  }
  for (const path of fields) {
    const dot = path.indexOf('.');
    const name = path.slice(dot + 1);
    if (lists.get(path.slice(0, dot))?.get(name)?.kind === 'decision') found.add(name);
  }
  return [...found];
};
