/** Check 1: the files are those of the manifest, each with its SHA-256. */

import { counted } from '../../model/counted.ts';
import type { EvidenceManifest } from '../../model/evidence-manifest.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { Check } from '../../model/trust.ts';
import { MANIFEST } from '../bundle-paths.ts';
import type { UnpackedFiles } from '../zip/read-zip.ts';
import { checkOf, type Flaw, firstFlaw } from './check.ts';

const flawOf = (files: UnpackedFiles, manifest: EvidenceManifest): Flaw => {
  const listed = manifest.files.map(({ path }) => path);
  const unordered = listed.findIndex((path, i) => i > 0 && path <= (listed[i - 1] as string));
  if (unordered >= 0) return `The manifest does not list its files in order, each once: ${listed[unordered]}.`;
  const held = [...files.keys()];
  if (held[0] !== MANIFEST) return `The first file is ${held[0]}, expected ${MANIFEST}.`;
  const known = new Set(listed);
  const unlisted = held.slice(1).find((path) => !known.has(path));
  if (unlisted !== undefined) return `${unlisted} is in the bundle, and the manifest does not name it.`;
  return (
    firstFlaw(manifest.files, ({ path, bytes, sha256 }) => {
      const file = files.get(path);
      if (file === undefined) return `${path} is missing: the manifest names it.`;
      const actual = sha256Hex(file);
      if (file.length === bytes && actual === sha256) return undefined;
      return `${path} was changed: it has ${file.length} bytes and the SHA-256 ${actual}; expected ${bytes} bytes and ${sha256}.`;
    }) ?? (held.slice(1).join('\n') === listed.join('\n') ? undefined : 'The files do not stand in the order of the manifest.')
  );
};

export const checkFiles = (files: UnpackedFiles, manifest: EvidenceManifest): Check =>
  checkOf(
    'The files are those of the manifest, each with its SHA-256',
    flawOf(files, manifest),
    `${counted(manifest.files.length, 'file')} hashed; each has the SHA-256 that manifest.json gives for it.`,
  );
