/** Where this machine's own files lie: as the desktop program has it, or where somebody says. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { machineFolder } from '../../src/main/machine-folder.ts';

afterEach(() => vi.unstubAllEnvs());

test('is the folder that the environment names', () => {
  vi.stubEnv('PROBITY_DATA_DIR', 'somewhere');
  expect(machineFolder()).toBe(resolve('somewhere'));
  expect(machineFolder('/desktop')).toBe(resolve('somewhere'));
});

test('is else the one of the desktop program', () => {
  vi.stubEnv('PROBITY_DATA_DIR', '');
  expect(machineFolder('/desktop')).toBe('/desktop');
});

test.runIf(process.platform === 'linux')('is found without a window where Electron puts it', () => {
  vi.stubEnv('PROBITY_DATA_DIR', '');
  vi.stubEnv('XDG_CONFIG_HOME', '/config');
  expect(machineFolder()).toBe('/config/Probity');
  vi.stubEnv('XDG_CONFIG_HOME', '');
  expect(machineFolder()).toBe(join(homedir(), '.config', 'Probity'));
});
