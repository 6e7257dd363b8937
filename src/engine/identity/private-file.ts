/** Small files of this machine's folder, and of those that a person takes keys to: read within bounds, written whole, for their owner alone. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';

/** What any key, certificate or PKCS #12 file of one person is far below. */
const BYTES_MAX = 256 * 1024;

/** A pipe or a device without an end must not hold anything up: it is opened without waiting, and then seen for what it is. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EROFS: 'its folder can only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'it is a folder',
};

/** The end of a sentence. What is no answer of the system is a fault. */
export const systemReason = (error: unknown): string => {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return REASONS[String(error.code)] ?? String(error.code);
};

/** Bytes of a file from outside. Refusal 'unreadable' where it is none, or longer than any key or certificate. */
export const readSmallFile = async (path: string): Promise<Uint8Array> => {
  const cannot = (why: string): never => refuse('unreadable', `"${path}" cannot be read: ${why}.`);
  const file = await open(path, OPEN_AT_ONCE).catch((error: unknown) => cannot(systemReason(error)));
  try {
    if (!(await file.stat()).isFile()) return cannot('it is a folder, a pipe or a device, and no file');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES_MAX + 1), 0, BYTES_MAX + 1, 0);
    return bytesRead > BYTES_MAX ? cannot(`it is longer than ${BYTES_MAX / 1024} KiB`) : buffer.subarray(0, bytesRead);
  } catch (error) {
    return cannot(systemReason(error));
  } finally {
    await file.close();
  }
};

/** Refusal 'conflict' where something has the name already. It is never replaced: it may be the only copy of a key. */
export const demandNewFile = async (path: string): Promise<void> => {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  if (isThere) refuse('conflict', `"${path}" exists already and is not replaced. Choose another name.`);
};

/** So that the name is on the disk too. Windows has no such thing. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Writes a file that was not there before: whole under its name or not at all, durable when this resolves. Only its owner may read it, unless it is
 * `open` to all. Refusals: 'conflict' where something has the name already; 'unwritable'.
 */
export const writeNewFile = async (
  path: string,
  text: string,
  { readers = 'owner' }: { readonly readers?: 'owner' | 'all' } = {},
): Promise<WrittenFile> => {
  await demandNewFile(path);
  const draft = `${path}.${randomUUID()}.partial`;
  const bytes = Buffer.from(text);
  try {
    const file = await open(draft, 'wx', readers === 'owner' ? 0o600 : 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    return refuse('unwritable', `"${path}" cannot be written: ${systemReason(error)}.`);
  }
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
};
