/** The file inside of a folder that the path of a URL names. */
import { join, normalize, sep } from 'node:path';

const decoded = (urlPath: string): string | undefined => {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
};

/** Undefined where the path is malformed, or would lead outside of the folder. `root` is absolute. */
export const resolveInside = (root: string, urlPath: string): string | undefined => {
  const relative = decoded(urlPath === '/' ? '/index.html' : urlPath);
  if (relative === undefined || relative.includes('\0') || relative.includes('\\') || relative.split('/').includes('..')) return undefined;
  const file = normalize(join(root, relative));
  return file.startsWith(root + sep) ? file : undefined;
};
