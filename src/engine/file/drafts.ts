/**
 * Folders in which files for others are made, each beside the place of its file. This machine's own folder knows of a draft as long as a process works in
 * it, so that what a process left behind that was ended by force is found and removed by the next.
 */
import { lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { Refusal, refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { unwritableReason } from './file-reasons.ts';
import { type FileLock, lockFile } from './lock-file.ts';
import { putWhole } from './put-whole.ts';
import { readSmallFile } from './read-small-file.ts';

/** All that is ever written into a draft. Of one that was left behind nothing else is removed. */
const FILES = ['evidence.zip', 'page.html', 'printed.pdf', 'finished.pdf'] as const;

export type Draft = { readonly folder: string; readonly path: (file: (typeof FILES)[number]) => string };

export type DraftWorld = Pick<Port, 'machineFolder' | 'newId'>;

const NOTES = 'drafts';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_CHARS = 36;
/** How the names go on after the identifier: notes, notes that were being written, and locks with what SQLite puts beside them. */
const OWN_ENDING = /^\.(json(\.[0-9a-f-]{36}\.partial)?|lock(-journal)?)$/;
/** Drafts that are looked at in one go; the next takes the others. */
const NOTES_MAX = 1_000;
const NOTE_BYTES_MAX = 64 * 1024;
/** Whoever looks for what was left behind may have a new lock for a moment. */
const LOCK_ATTEMPTS_MAX = 50;
const LOCK_PAUSE_MS = 20;

/** `host`: a folder may be shared by machines that do not see each other's locks. */
const noteSchema = z.strictObject({ draft: z.string(), host: z.string() });

/** The lock says that its process lives, and goes with it; no number of a process could, which the system gives away again. */
const placesOf = (machineFolder: string, id: string) => {
  const folder = join(machineFolder, NOTES);
  return { folder, note: join(folder, `${id}.json`), lock: join(folder, `${id}.lock`) };
};

/**
 * On Windows a file that is open stays where it is until then; one that somebody has opened meanwhile goes with them. Elsewhere it is gone already, and
 * what has its name may be the lock of the next.
 */
const letGo = async (lock: FileLock, path: string): Promise<void> => {
  lock.release();
  if (process.platform === 'win32') await rm(path, { force: true }).catch(() => undefined);
};

const takeLock = async (path: string): Promise<FileLock> => {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS_MAX; attempt++) {
    const lock = lockFile(path);
    if (typeof lock !== 'string') return lock;
    await setTimeout(LOCK_PAUSE_MS);
  }
  throw new Error(`another draft has the lock ${path}`);
};

/** Before there is a draft; also after a power cut the disk has no draft without its note. */
const noteDraft = async (machineFolder: string, id: string, draft: string): Promise<FileLock> => {
  const { folder, note, lock: lockPath } = placesOf(machineFolder, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeLock(lockPath);
  try {
    await putWhole(note, Buffer.from(JSON.stringify({ draft, host: hostname() })), 'owner');
    return lock;
  } catch (error) {
    await letGo(lock, lockPath);
    throw error;
  }
};

const noteReason = (error: unknown): string =>
  error instanceof Database.SqliteError ? `files there cannot be locked (${error.code})` : unwritableReason(error);

const NOT_THERE: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => (NOT_THERE.includes(error.code) ? false : Promise.reject(error)),
  );

/**
 * Gives `work` a folder beside `target` for what a file is made of, on the same disk and for this user alone, and removes it however `work` ends. Drafts
 * that other processes left behind go first. `cannot`: how a refusal begins. Refusal 'unwritable', which leaves nothing behind.
 */
export const withDraft = async <T>(
  { machineFolder, newId }: DraftWorld,
  { target, cannot }: { readonly target: string; readonly cannot: string },
  work: (draft: Draft) => Promise<T>,
): Promise<T> => {
  await removeAbandonedDrafts(machineFolder);
  const id = newId();
  const folder = `${target}.${id}.partial`;
  const places = placesOf(machineFolder, id);
  const lock = await noteDraft(machineFolder, id, folder).catch((error: unknown) =>
    refuse('unwritable', `${cannot}, since nothing can be noted in "${places.folder}": ${noteReason(error)}.`),
  );
  try {
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => refuse('unwritable', `${cannot}: ${unwritableReason(error)}.`));
    return await work({ folder, path: (file) => join(folder, file) });
  } finally {
    try {
      // A name that is too long is one that cannot even be removed.
      if (await isThere(folder)) await rm(folder, { recursive: true, force: true });
      await rm(places.note, { force: true });
    } finally {
      await letGo(lock, places.lock);
    }
  }
};

/** Undefined where there is no note, or one that was not finished: then there never was a draft. */
const readNote = async (path: string, id: string): Promise<z.output<typeof noteSchema> | undefined> => {
  if (!(await isThere(path))) return undefined;
  try {
    const note = noteSchema.parse(JSON.parse(Buffer.from((await readSmallFile(path, NOTE_BYTES_MAX)).bytes).toString('utf8')));
    return isAbsolute(note.draft) && note.draft.endsWith(`.${id}.partial`) ? note : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
};

/** Whether nothing of it is left. What is no folder, and what was put into it by others, is not ours and stays. */
const removeDraft = async (draft: string): Promise<boolean> => {
  // The drive that it is on may come back.
  if (!(await isThere(draft))) return (await isThere(dirname(draft))) && (await stat(dirname(draft))).isDirectory();
  if (!(await lstat(draft)).isDirectory()) return true;
  for (const file of FILES) await rm(join(draft, file), { force: true });
  await rmdir(draft);
  return true;
};

const removeAbandoned = async (machineFolder: string, id: string, names: readonly string[]): Promise<void> => {
  const places = placesOf(machineFolder, id);
  const lock = lockFile(places.lock);
  if (typeof lock === 'string') return;
  try {
    const note = await readNote(places.note, id);
    if (note !== undefined && (note.host !== hostname() || !(await removeDraft(note.draft)))) return;
    for (const name of names) if (name !== `${id}.lock`) await rm(join(places.folder, name), { force: true });
  } finally {
    await letGo(lock, places.lock);
  }
};

/** What the system or the lock refuses is tried again the next time. */
const isOfTheSystem = (error: unknown): boolean =>
  error instanceof Refusal || error instanceof Database.SqliteError || (error instanceof Error && 'code' in error && 'syscall' in error);

/** Removes the drafts of this machine whose processes are gone. One that cannot be removed now stays known. */
export const removeAbandonedDrafts = async (machineFolder: string): Promise<void> => {
  const names = await readdir(join(machineFolder, NOTES)).catch((): readonly string[] => []);
  const ours = names.filter((name) => OWN_ENDING.test(name.slice(ID_CHARS)));
  const byId = Map.groupBy(ours, (name) => name.slice(0, ID_CHARS));
  for (const [id, own] of [...byId].filter(([id]) => ID.test(id)).slice(0, NOTES_MAX)) {
    try {
      await removeAbandoned(machineFolder, id, own);
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
    }
  }
};
