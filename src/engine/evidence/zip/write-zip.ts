/** Packs files into a ZIP file. Equal files give equal bytes, on every machine. */
// Its other entry asks for worker threads through `require`, which the bundler declares too.
import { type Zippable, zipSync } from 'fflate/browser';

export type PackedFile = { readonly path: string; readonly bytes: Uint8Array };

/** Local time is what the format keeps, so that this is the same day everywhere. */
const FIRST_DAY = new Date(1980, 0, 1);

/** The compressor is one written in the language itself: those of the machine give other bytes from version to version. Paths are ASCII and all different. */
export const writeZip = (files: readonly PackedFile[]): Uint8Array => {
  const packed: Zippable = {};
  for (const { path, bytes } of files) {
    if (!/^[!-~]+$/.test(path) || Object.hasOwn(packed, path)) throw new RangeError(`"${path}" is no name for a file of a bundle`);
    packed[path] = [bytes, { level: 9, mtime: FIRST_DAY, os: 0, attrs: 0 }];
  }
  return zipSync(packed);
};
