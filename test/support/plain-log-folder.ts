/** Reads a tlog-tiles folder the plain way, with nothing of the program's own: every file that must be there, and no other. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainRoot } from './plain-tree.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => createHash('sha256').update(Buffer.concat(parts)).digest();

const numbered = (n: number): string => {
  const digits = String(n).padStart(Math.max(3, Math.ceil(String(n).length / 3) * 3), '0');
  const groups = digits.match(/.../g) as string[];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
};

/** The entries of a bundle of entries, each after its length in two bytes. */
export const plainEntries = (bundle: Uint8Array): readonly Buffer[] => {
  const bytes = Buffer.from(bundle);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at))
    entries.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  return entries;
};

/** Throws where a file is missing, is too many, or does not fit the others. Gives what the checkpoint says and what the entries are. */
export const plainLogFolder = (folder: string) => {
  const [text = '', signatures = ''] = readFileSync(join(folder, 'checkpoint'), 'utf8').split('\n\n');
  const [origin = '', sizeText = '', root = ''] = text.split('\n');
  const size = Number(sizeText);
  const expected = new Set(['checkpoint']);
  const read = (path: string): Buffer => {
    expected.add(path);
    return readFileSync(join(folder, path));
  };
  const entries: Buffer[] = [];
  for (let n = 0; n * 256 < size; n++) {
    const width = Math.min(256, size - n * 256);
    entries.push(...plainEntries(read(`tile/entries/${numbered(n)}${width < 256 ? `.p/${width}` : ''}`)));
  }
  if (entries.length !== size) throw new Error(`${entries.length} entries instead of ${size}`);
  let hashes: readonly Uint8Array[] = entries.map((entry) => sha256(Buffer.of(0), entry));
  const leaves = hashes;
  for (let level = 0; hashes.length > 0; level++) {
    const above: Uint8Array[] = [];
    for (let n = 0; n * 256 < hashes.length; n++) {
      const tile = hashes.slice(n * 256, (n + 1) * 256);
      const bytes = read(`tile/${level}/${numbered(n)}${tile.length < 256 ? `.p/${tile.length}` : ''}`);
      if (!bytes.equals(Buffer.concat(tile))) throw new Error(`tile ${n} of level ${level} has other hashes`);
      if (tile.length === 256) above.push(plainRoot(tile));
    }
    hashes = above;
  }
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(folder.length + 1));
  const odd = found.filter((path) => !expected.has(path));
  if (odd.length > 0) throw new Error(`files that do not belong: ${odd.join(', ')}`);
  if (Buffer.from(plainRoot(leaves)).toString('base64') !== root) throw new Error('the entries do not have the root of the checkpoint');
  return { origin, size, root, signatures, entries };
};
