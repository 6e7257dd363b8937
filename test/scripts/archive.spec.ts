/** Where Electron comes from, and that nothing else is taken for it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { archiveOf, refuseOtherArchive } from '../../scripts/lib/official-electron.mjs';
import { refuseOtherIntegrity } from '../../scripts/lib/stand-in-electron.mjs';

const linux = { version: '45.3.4', platform: 'linux', arch: 'x64' } as const;

describe('the address of the official archive', () => {
  it('is the release host', () => {
    expect(archiveOf({ ...linux, env: {} })).toEqual({
      name: 'electron-v45.3.4-linux-x64.zip',
      url: 'https://github.com/electron/electron/releases/download/v45.3.4/electron-v45.3.4-linux-x64.zip',
    });
  });

  it('follows a mirror as the package itself does', () => {
    const env = { ELECTRON_MIRROR: 'https://mirror.test/electron/', ELECTRON_CUSTOM_DIR: '{{ version }}' };
    expect(archiveOf({ ...linux, env }).url).toBe('https://mirror.test/electron/45.3.4/electron-v45.3.4-linux-x64.zip');
    expect(archiveOf({ ...linux, env: { ...env, npm_config_electron_mirror: 'https://npmrc.test/' } }).url).toBe(
      'https://npmrc.test/45.3.4/electron-v45.3.4-linux-x64.zip',
    );
  });
});

describe('an archive', () => {
  const archive = { name: 'electron.zip', url: 'https://mirror.test/electron.zip', checksums: { 'electron.zip': 'aa' } };

  it('is refused unless its checksum came with the package', () => {
    expect(() => refuseOtherArchive({ ...archive, sha256: 'aa' })).not.toThrow();
    expect(() => refuseOtherArchive({ ...archive, sha256: 'ab' })).toThrow(/its SHA-256 is ab, expected is aa/);
    expect(() => refuseOtherArchive({ ...archive, name: 'electron-v45.3.4-sunos-x64.zip', sha256: 'aa' })).toThrow(
      /no Electron for this platform/,
    );
  });

  it('of the stand-in is refused unless it is the pinned one', () => {
    const bytes = new TextEncoder().encode('archive');
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    expect(() => refuseOtherIntegrity(bytes, integrity)).not.toThrow();
    expect(() => refuseOtherIntegrity(bytes.slice(1), integrity)).toThrow(/another .* than the pinned one/);
  });
});
