/** The keys that sign the checkpoints of workspaces' trails: one for each log, in this machine's own folder, where no copy of a workspace takes them. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createNoteSigner, SEED_BYTES } from '../audit/ed25519-signer.ts';
import { keyFingerprint } from '../audit/verifier-key.ts';
import { unreadableReason } from '../file/file-reasons.ts';
import { hex } from '../model/hex.ts';
import { Refusal, refuse } from '../model/problem.ts';

export type LogKeyring = {
  /** The 32 bytes of the private key (RFC 8032) of the log, or undefined where this machine has none. Refusal 'unreadable'. */
  find(origin: string): Uint8Array | undefined;
  /** Keeps a key; it is durable when this returns. One that was kept before is set aside, never lost. Refusal 'unwritable'. */
  keep(origin: string, seed: Uint8Array): void;
};

const FORMAT = 'probity-log-key/1';
/** Part of a log's origin that files are named after; origins come out of workspaces, which come from anywhere. */
const NAME = /^probity\/(?<id>[0-9A-Za-z-]{1,64})$/;
const BYTES_MAX = 4_096;

const schema = z.strictObject({ format: z.literal(FORMAT), origin: z.string(), seed: z.string().regex(/^[0-9a-f]{64}$/) });

export const createLogKeyring = (machineFolder: string): LogKeyring => {
  const folder = join(machineFolder, 'log-keys');
  const idOf = (origin: string): string =>
    NAME.exec(origin)?.groups?.id ??
    refuse('unreadable', `The workspace calls its log ${JSON.stringify(origin)}, which no program of ours does.`);
  const find: LogKeyring['find'] = (origin) => {
    const path = join(folder, `${idOf(origin)}.json`);
    const text = readText(path);
    return text === undefined ? undefined : readKey(text, { origin, path });
  };
  return {
    find,
    keep: (origin, seed) => {
      const path = join(folder, `${idOf(origin)}.json`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (isThere(path)) {
          if (held(path, origin)?.equals(seed)) return;
          setAside(path, origin);
        }
        writePrivately(path, `${JSON.stringify({ format: FORMAT, origin, seed: hex(seed) })}\n`);
        if (process.platform !== 'win32') syncFolder(folder);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        refuse('unwritable', `The log key cannot be kept in ${folder} (${error.code}): that folder has to be writable.`);
      }
    },
  };
};

/** A pipe or a device without an end must not hold the program up: it is opened without waiting, and then seen for what it is. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Undefined where there is none. A text that is too long to be a key is cut off, and is none. */
const readText = (path: string): string | undefined => {
  const unreadable = (why: string): never =>
    refuse('unreadable', `The log key in ${path} cannot be read: ${why}. Put a copy of the key there, or import it.`);
  try {
    const file = openSync(path, OPEN_AT_ONCE);
    try {
      if (!fstatSync(file).isFile()) return unreadable('it is no file');
      const bytes = Buffer.alloc(BYTES_MAX + 1);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    return unreadable(unreadableReason(error));
  }
};

const readKey = (text: string, { origin, path }: { readonly origin: string; readonly path: string }): Buffer => {
  const damaged = (): never =>
    refuse('unreadable', `The log key in ${path} is damaged. Put a copy of the key there, import it, or move the file away.`);
  if (text.length > BYTES_MAX) return damaged();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged();
  }
  const { data: key } = schema.safeParse(value);
  if (key?.origin !== origin) return damaged();
  const seed = Buffer.from(key.seed, 'hex');
  return seed.length === SEED_BYTES ? seed : damaged();
};

/** Whatever it is, a link to nothing too. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Undefined where there is no key that can be used. */
const held = (path: string, origin: string): Buffer | undefined => {
  try {
    const text = readText(path);
    return text === undefined ? undefined : readKey(text, { origin, path });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

/** Checkpoints that the other key signed stay to be explained: it may be asked for again. */
const setAside = (path: string, origin: string): void => {
  const seed = held(path, origin);
  const mark = seed === undefined ? `damaged-${randomUUID()}` : keyFingerprint(createNoteSigner(origin, seed).key).slice(0, 16);
  renameSync(path, path.replace(/json$/, `${mark}.json`));
};

/** Whole under its name or not there at all, for nobody else to read, and on the disk when this returns. */
const writePrivately = (path: string, text: string): void => {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
};

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
