/** What a machine lacks, and under which names its packages are asked for. */
import { describe, expect, it } from 'vitest';
import { pickPackages } from '../../scripts/lib/debian.mjs';
import { missingLibraries, packagesOf } from '../../scripts/lib/system-needs.mjs';

const told = `	linux-vdso.so.1 (0x00007ffc1f5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f2d0c000000)
	libnss3.so => not found
	libnssutil3.so => not found
	libgtk-3.so.0 => not found
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2d0bc00000)
`;

describe('missing libraries', () => {
  it('are those that the loader did not find, each once', () => {
    expect(missingLibraries(told)).toEqual(['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0']);
    expect(missingLibraries(told.replaceAll('not found', '/lib/there'))).toEqual([]);
  });

  it('come from packages', () => {
    expect(packagesOf(['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0'])).toEqual([
      ['libnss3'],
      ['libnss3'],
      ['libgtk-3-0t64', 'libgtk-3-0'],
    ]);
    expect(() => packagesOf(['libunheard-of.so.1'])).toThrow(/libunheard-of\.so\.1/);
  });
});

describe('the name of a package', () => {
  const wanted = [['libnss3'], ['libnss3'], ['libgtk-3-0t64', 'libgtk-3-0'], ['libasound2t64', 'libasound2']];

  it('is the one that apt could install', () => {
    const known = new Set(['libnss3', 'libgtk-3-0', 'libasound2t64']);
    expect(pickPackages(wanted, { known, newNames: true })).toEqual(['libasound2t64', 'libgtk-3-0', 'libnss3']);
  });

  it('is that of the distribution where apt has no lists yet', () => {
    const known = new Set<string>();
    expect(pickPackages(wanted, { known, newNames: true })).toEqual(['libasound2t64', 'libgtk-3-0t64', 'libnss3']);
    expect(pickPackages(wanted, { known, newNames: false })).toEqual(['libasound2', 'libgtk-3-0', 'libnss3']);
  });
});
