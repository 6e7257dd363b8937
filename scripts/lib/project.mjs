/** Where things lie in this checkout. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts path inside the project */
export const inProject = (...parts) => join(projectRoot, ...parts);
