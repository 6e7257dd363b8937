/** A mapping to begin with: columns that are named like the inputs, and the keys that join members to units. */
import type { Mapping } from '../model/mapping.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { refuse } from '../model/problem.ts';
import type { InputTypes, ListInput, ScalarInput } from '../model/value-type.ts';
import type { MappingSources, SourceHeader } from './compile-mapping.ts';
import { readHeaders } from './read-headers.ts';

/** Reads the headers of the files and suggests a mapping for them. Refuses what `openSource` and `mappingFor` refuse. */
export const suggestMapping = async (policy: PolicyDocument, unitsPath: string, membersPath?: string): Promise<Mapping> =>
  mappingFor(policy, await readHeaders(policy.inputs, unitsPath, membersPath));

/**
 * Suggests a mapping for the given headers. Inputs without a column of their name are left open, for the check of the mapping to tell them
 * one by one. Refuses (`invalid`) files of which no column can be the key, or that have none in common.
 */
export const mappingFor = ({ inputs, unit }: Pick<PolicyDocument, 'inputs' | 'unit'>, { units, members }: MappingSources): Mapping => {
  const [list] = Object.entries(inputs).filter((entry): entry is [string, ListInput] => entry[1].type === 'list');
  const fields = list?.[1].of ?? {};
  const together = members === undefined && Object.keys(fields).some((field) => units.columns.includes(field));
  const holder = members ?? (together ? units : undefined);
  const key = keyColumn(units, holder, { known: new Set([...Object.keys(inputs), ...Object.keys(fields)]), unit });
  return {
    kind: 'mapping',
    units: { key, ...(together ? { rows: 'first' } : {}) },
    ...(holder === undefined || list === undefined ? {} : { members: { key, fields: sameNames(fields, holder) } }),
    inputs: sameNames(scalarInputs(inputs), units),
  };
};

const scalarInputs = (inputs: InputTypes): { readonly [name: string]: ScalarInput } =>
  Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, ScalarInput] => entry[1].type !== 'list'));

/** Columns without regard to case, so that "Income" serves "income". */
const sameNames = (types: { readonly [name: string]: ScalarInput }, { columns }: SourceHeader): { readonly [name: string]: string } => {
  const exact = new Set(columns);
  const folded = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const pairs = Object.keys(types).map((name) => [name, exact.has(name) ? name : folded.get(name.toLowerCase())] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
};

/** A column that is no input and looks like a key; one that both files have, where there are two. */
const keyColumn = (
  units: SourceHeader,
  members: SourceHeader | undefined,
  { known, unit }: { readonly known: ReadonlySet<string>; readonly unit: string },
): string => {
  const free = units.columns.filter((column) => !known.has(column));
  const shared = members === undefined ? free : free.filter((column) => members.columns.includes(column));
  const named = new RegExp(`^(h?id|key|.*[_ -]?id|${unit.replaceAll(/[^\p{L}\p{N}]/gu, '.?')})$`, 'iu');
  const found = shared.find((column) => named.test(column)) ?? shared[0];
  if (found !== undefined) return found;
  const message =
    members === undefined || free.length === 0
      ? `${units.name} has no column that could be the key of a ${unit}`
      : `${units.name} and ${members.name} have no column in common that could join members to units`;
  return refuse('invalid', message, [
    {
      document: units.name,
      row: 1,
      message,
      expected: 'a column that identifies the unit, beside the inputs, in every file',
      suggestion: 'write a mapping that names the keys',
    },
  ]);
};
