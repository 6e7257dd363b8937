/** Takes bundles apart and puts them together again, as somebody does who wants another to be believed. */
import { readZip } from '../../src/engine/evidence/zip/read-zip.ts';
import { type PackedFile, writeZip } from '../../src/engine/evidence/zip/write-zip.ts';
import { canonicalJson } from '../../src/engine/model/canonical-json.ts';
import type { EvidenceManifest } from '../../src/engine/model/evidence-manifest.ts';
import type { Json } from '../../src/engine/model/json.ts';
import { sha256Hex } from '../../src/engine/model/sha256.ts';

export type Files = Map<string, Uint8Array>;

export const unpacked = (bundle: Uint8Array): Files => {
  const files = readZip(bundle);
  if (typeof files === 'string') throw new Error(files);
  return new Map(files);
};

export const packed = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  writeZip([...files].map(([path, bytes]): PackedFile => ({ path, bytes })));

export const jsonIn = <T>(files: ReadonlyMap<string, Uint8Array>, path: string): T => {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`there is no ${path}`);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
};

export const putJson = (files: Files, path: string, value: unknown): void => {
  files.set(path, Buffer.from(canonicalJson(value as Json), 'utf8'));
};

/** Changes a JSON file in place. */
export const changeJson = <T>(files: Files, path: string, change: (value: T) => void): void => {
  const value = jsonIn<T>(files, path);
  change(value);
  putJson(files, path, value);
};

/** The files, with a manifest that lists them as they are now. */
export const relisted = (files: Files): Files => {
  const manifest = jsonIn<EvidenceManifest>(files, 'manifest.json');
  const others = [...files].filter(([path]) => path !== 'manifest.json').toSorted(([a], [b]) => (a < b ? -1 : 1));
  const listed = others.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) }));
  const whole: Files = new Map([['manifest.json', new Uint8Array(0)], ...others]);
  putJson(whole, 'manifest.json', { ...manifest, files: listed });
  return whole;
};

/** A bundle that was changed, with all hashes of its manifest made right again. */
export const forged = (bundle: Uint8Array, change: (files: Files) => void): Uint8Array => {
  const files = unpacked(bundle);
  change(files);
  return packed(relisted(files));
};
