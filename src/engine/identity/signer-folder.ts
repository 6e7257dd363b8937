/** The offices and signers of this machine: a file each in a folder of its own, which only its owner may read. */
import { mkdir, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadableReason, unwritableReason } from '../file/file-reasons.ts';
import { readSmallFile } from '../file/read-small-file.ts';
import { writeNewFile } from '../file/write-new-file.ts';
import { Refusal, refuse } from '../model/problem.ts';
import { KEY_FILE_BYTES_MAX } from './key-file.ts';
import { idOf, readRecord, recordText, type SignerRecord } from './signer-record.ts';

/** A file of the folder that is no signer, and why. */
export type UnreadableSigner = { readonly file: string; readonly reason: string };

export type SignerList = { readonly records: readonly SignerRecord[]; readonly unreadable: readonly UnreadableSigner[] };

export type SignerFolder = {
  /** By name. What cannot be read is told and does not keep the others from being listed. Refusal 'unreadable' for the folder itself. */
  list(): Promise<SignerList>;
  /** Refusals: 'not-found'; 'unreadable' where its file was damaged. */
  get(id: string): Promise<SignerRecord>;
  /** Path of its file. Nothing is looked up. */
  pathOf(id: string): string;
  /** Refusals: 'conflict' where a signer with this certificate is here already; 'unwritable'. */
  add(record: SignerRecord): Promise<void>;
  /** Puts a signer in the place of another. Refusals as of add; 'conflict' where the other is gone by then. Whatever is refused, all stays as it was. */
  replace(id: string, record: SignerRecord): Promise<void>;
  /** Refusal 'not-found'. A damaged file can be removed too. */
  remove(id: string): Promise<void>;
};

const FOLDER = 'signers';
const ID = /^[0-9a-f]{16}$/;
/** More files are not read; nobody has so many signers. */
const FILES_MAX = 500;

const textOf = async (path: string): Promise<string> => Buffer.from((await readSmallFile(path, KEY_FILE_BYTES_MAX)).bytes).toString('utf8');

const readNamed = async (folder: string, file: string): Promise<SignerRecord> => {
  const record = readRecord(await textOf(join(folder, file)));
  const id = idOf(record);
  return file === `${id}.json` ? record : refuse('unreadable', `it holds the signer ${id}, which its name does not say`);
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return refuse('unreadable', `The folder of the signers, "${folder}", cannot be read: ${unreadableReason(error)}.`);
  }
};

const byName = (a: SignerRecord, b: SignerRecord): number => {
  const [left, right] = [a, b].map((record) => `${record.certificate.name}\u0000${idOf(record)}`) as [string, string];
  return left < right ? -1 : 1;
};

export const openSignerFolder = (machineFolder: string): SignerFolder => {
  const folder = join(machineFolder, FOLDER);
  const known = (id: string): string =>
    ID.test(id) ? id : refuse('not-found', `There is no signer or office "${id}" here. "signer list" names those there are.`);
  const pathOf = (id: string): string => join(folder, `${known(id)}.json`);
  const demand = async (id: string): Promise<void> => {
    if (!(await filesIn(folder)).includes(`${known(id)}.json`))
      refuse('not-found', `There is no signer or office "${id}" here. "signer list" names those there are.`);
  };
  const add: SignerFolder['add'] = async (record) => {
    const path = pathOf(idOf(record));
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) =>
      refuse('unwritable', `The folder of the signers, "${folder}", cannot be made: ${unwritableReason(error)}.`),
    );
    if ((await filesIn(folder)).includes(`${idOf(record)}.json`)) {
      return refuse(
        'conflict',
        `"${record.certificate.name}" is here already, as ${idOf(record)}. Remove it first if it is to be kept in another way.`,
      );
    }
    await writeNewFile(path, recordText(record));
  };
  return {
    pathOf,
    add,
    replace: async (id, record) => {
      // The new one first, which may hold the only copy of the key.
      await add(record);
      // Not by `rm`, which looks first and then does not mind that the file is gone: of two at once, one has to find out.
      await unlink(pathOf(id)).catch(async (error: unknown) => {
        await rm(pathOf(idOf(record)), { force: true });
        const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (isGone)
          return refuse(
            'conflict',
            `"${record.certificate.name}" was renewed or removed by another process meanwhile. Look at the list anew.`,
          );
        return refuse('unwritable', `"${pathOf(id)}" cannot be replaced: ${unwritableReason(error)}.`);
      });
    },
    list: async () => {
      const files = (await filesIn(folder)).toSorted();
      const records: SignerRecord[] = [];
      const unreadable: UnreadableSigner[] = [];
      if (files.length > FILES_MAX)
        unreadable.push({ file: folder, reason: `it has ${files.length} files, of which the first ${FILES_MAX} are read` });
      for (const file of files.slice(0, FILES_MAX)) {
        try {
          records.push(await readNamed(folder, file));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          unreadable.push({ file: join(folder, file), reason: error.failure.message });
        }
      }
      return { records: records.toSorted(byName), unreadable };
    },
    get: async (id) => {
      await demand(id);
      try {
        return await readNamed(folder, `${id}.json`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return refuse(
          'unreadable',
          `"${pathOf(id)}" cannot be used: ${error.failure.message}. Remove the signer, and take it in again from a file that was exported for recovery.`,
        );
      }
    },
    remove: async (id) => {
      await demand(id);
      await rm(pathOf(id)).catch((error: unknown) =>
        refuse('unwritable', `"${pathOf(id)}" cannot be removed: ${unwritableReason(error)}.`),
      );
    },
  };
};
