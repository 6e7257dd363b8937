/** Puts a small file in its place: whole under its name or not at all, and on the disk when this resolves. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const MODES = { owner: 0o600, all: 0o644 } as const;

export type Readers = keyof typeof MODES;

/** Errors are the system's. What has the name already is replaced; whoever calls has looked. */
export const putWhole = async (target: string, bytes: Uint8Array, readers: Readers): Promise<void> => {
  const draft = `${target}.${randomUUID()}.partial`;
  try {
    const file = await open(draft, 'wx', MODES[readers]);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(target));
};

/** So that the name is on the disk too. Windows has no such thing, and nobody has it for a folder that may be written and not read. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
};
