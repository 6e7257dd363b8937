/** Gives every test file a machine folder of its own, also to the programs that it starts: nothing is written beside what this machine's user has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'probity-test-machine-'));
process.env.PROBITY_DATA_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
