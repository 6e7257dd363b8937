/** Gives all test files of one run a folder for what is built once for them, and takes it away when the last is over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Inside the checkout, so that the native module is found from there. */
    readonly builds: string;
  }
}

export default ({ provide }: TestProject): (() => void) => {
  const parent = resolve(import.meta.dirname, '../../test-out');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'builds-'));
  provide('builds', folder);
  return () => rmSync(folder, { recursive: true, force: true });
};
