/** Writes a made-up population as the CSV files that an office would hand over, with the mapping that reads them back. */
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ScalarValue, valueText } from '../feel/index.ts';
import type { Mapping } from '../model/mapping.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import { Null } from '../model/value.ts';
import { syntheticSource } from './synthetic-units.ts';

export type WrittenCsv = {
  readonly unitsPath: string;
  readonly membersPath?: string;
  readonly mappingPath: string;
  readonly mapping: Mapping;
  readonly members: number;
};

/** Rows that are put together before they go to the disk. */
const CHARACTERS_PER_WRITE = 1 << 18;

/**
 * Writes `units.csv`, where the policy has a list `<list>.csv`, and `mapping.json` into a folder that is there. What is imported from them is
 * the population that the same policy, number and seed generate.
 */
export const writeSyntheticCsv = async (policy: PolicyDocument, units: number, seed: string, folder: string): Promise<WrittenCsv> => {
  const source = syntheticSource(policy, seed);
  const key = `${policy.unit.replaceAll(/[^\p{L}\p{N}]+/gu, '_')}_id`;
  const names = source.fields.map(({ name }) => name);
  const memberNames = source.list?.fields.map(({ name }) => name) ?? [];
  const unitsPath = join(folder, 'units.csv');
  const membersPath = source.list === undefined ? undefined : join(folder, `${source.list.name}.csv`);
  const unitFile = await CsvFile.create(unitsPath, [key, ...names]);
  const memberFile = membersPath === undefined ? undefined : await CsvFile.create(membersPath, [key, ...memberNames]);
  let members = 0;
  for (let done = 0, index = 0; done < units; done += CHUNK_UNITS, index++) {
    for (const unit of source.chunk(index, Math.min(CHUNK_UNITS, units - done))) {
      await unitFile.row(unit.id, unit.values);
      for (const member of unit.members) await memberFile?.row(unit.id, member);
      members += unit.members.length;
    }
  }
  await unitFile.close();
  await memberFile?.close();
  const mapping: Mapping = {
    kind: 'mapping',
    units: { key },
    ...(source.list === undefined ? {} : { members: { key, fields: itself(memberNames) } }),
    inputs: itself(names),
  };
  const mappingPath = join(folder, 'mapping.json');
  await writeFile(mappingPath, `${JSON.stringify(mapping, null, 2)}\n`).catch((error: unknown) => cannotWrite(mappingPath, error));
  return { unitsPath, ...(membersPath === undefined ? {} : { membersPath }), mappingPath, mapping, members };
};

const itself = (names: readonly string[]): { readonly [name: string]: string } => Object.fromEntries(names.map((name) => [name, name]));

/** Refusals: `unwritable`. */
class CsvFile {
  private readonly file: FileHandle;
  private pending: string;

  private constructor(file: FileHandle, header: readonly string[]) {
    this.file = file;
    this.pending = `${header.map(quoted).join(',')}\n`;
  }

  static async create(path: string, header: readonly string[]): Promise<CsvFile> {
    return new CsvFile(await open(path, 'w').catch((error: unknown) => cannotWrite(path, error)), header);
  }

  async row(key: string, values: readonly ScalarValue[]): Promise<void> {
    this.pending += `${[key, ...values.map(cell)].join(',')}\n`;
    if (this.pending.length >= CHARACTERS_PER_WRITE) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.file.close();
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    await this.file.writeFile(text).catch((error: unknown) => cannotWrite('the file', error));
  }
}

const cannotWrite = (path: string, error: unknown): never =>
  refuse('unwritable', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);

const cell = (value: ScalarValue): string => (value instanceof Null ? '' : quoted(valueText(value)));

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
