/** Which Electron runtime is taken, and that half of one never is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executableName, findRuntime, runtimeNoteName } from '../../scripts/lib/electron-runtime.mjs';

const version = '45.0.0';
const standInIntegrity = 'sha512-pinned';

describe('the runtime in use', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-runtime-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const placeChosen = (): void => write(`chosen/${executableName}`, '');
  const placeBeside = (besideVersion = version): void => {
    write(`electron/dist/${executableName}`, '');
    write('electron/dist/version', besideVersion);
    write('electron/path.txt', executableName);
  };
  const placeCached = (note: object): void => {
    write(`cache/${executableName}`, '');
    write(`cache/${runtimeNoteName}`, JSON.stringify(note));
  };
  const find = (env: Record<string, string> = {}) =>
    findRuntime({ env, packageFolder: join(folder, 'electron'), cacheFolder: join(folder, 'cache'), version, standInIntegrity });

  it('is what the environment names, before anything else', () => {
    placeChosen();
    placeBeside();
    placeCached({ kind: 'official', version });
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'chosen') })).toMatchObject({ kind: 'chosen', folder: join(folder, 'chosen') });
  });

  it('is never another than the environment names', () => {
    placeBeside();
    expect(() => find({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'absent') })).toThrow(/ELECTRON_OVERRIDE_DIST_PATH/);
  });

  it('is what lies beside the package, before what was unpacked', () => {
    placeBeside();
    placeCached({ kind: 'official', version });
    expect(find()).toMatchObject({ kind: 'beside' });
  });

  it('is what was unpacked: the official release, or the stand-in', () => {
    expect(find()).toBeUndefined();
    placeCached({ kind: 'official', version });
    expect(find()).toMatchObject({ kind: 'official' });
    placeCached({ kind: 'stand-in', integrity: standInIntegrity });
    expect(find()).toMatchObject({ kind: 'stand-in' });
  });

  it('is neither half unpacked nor of another version', () => {
    write(`cache/${executableName}`, '');
    write(`electron/dist/${executableName}`, '');
    expect(find()).toBeUndefined();
    placeBeside('44.0.0');
    placeCached({ kind: 'official', version: '44.0.0' });
    expect(find()).toBeUndefined();
    placeCached({ kind: 'stand-in', integrity: 'sha512-of-an-earlier-one' });
    expect(find()).toBeUndefined();
    placeCached({ kind: 'stand-in', integrity: standInIntegrity });
    rmSync(join(folder, 'cache', executableName));
    expect(find()).toBeUndefined();
  });
});
