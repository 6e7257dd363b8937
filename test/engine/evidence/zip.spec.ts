/** Bundles are packed in one way, and what is packed in any other is refused without harm. */
import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readZip, type UnpackedFiles } from '../../../src/engine/evidence/zip/read-zip.ts';
import { type PackedFile, writeZip } from '../../../src/engine/evidence/zip/write-zip.ts';

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
const files: readonly PackedFile[] = [
  { path: 'manifest.json', bytes: text('{}') },
  { path: 'cases/1/case.json', bytes: text('x'.repeat(100_000)) },
  { path: 'empty', bytes: text('') },
];

const changed = (bytes: Uint8Array, change: (view: DataView, copy: Uint8Array) => void): Uint8Array => {
  const copy = new Uint8Array(bytes);
  change(new DataView(copy.buffer), copy);
  return copy;
};

describe('a ZIP file of a bundle', () => {
  const packed = writeZip(files);

  it('gives back what was packed, in order', () => {
    expect([...(readZip(packed) as UnpackedFiles)].map(([path, bytes]) => ({ path, bytes: Buffer.from(bytes) }))).toEqual(
      files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes) })),
    );
  });

  it('has the same bytes each time, without a trace of the day', () => {
    expect(Buffer.compare(writeZip(files), packed)).toBe(0);
    expect(new DataView(packed.buffer, packed.byteOffset).getUint16(12, true)).toBe(0x21);
  });

  it('is not packed with two files of a name, nor with one that is no plain text', () => {
    expect(() => writeZip([...files, ...files])).toThrow('manifest.json');
    expect(() => writeZip([{ path: 'a b\n', bytes: text('') }])).toThrow(RangeError);
  });

  it.each(['../evil', '/etc/passwd', 'a/../../b', 'a//b', 'C:\\x', '.hidden', 'a/./b', 'a/', 'a\u0000b', 'ä', 'x'.repeat(600)])(
    'with a file called %j is refused',
    (path) => {
      const hostile = zipSync({ [path]: [text('x'), { mtime: new Date(1980, 0, 1), os: 0 }] }, { level: 9 });
      expect(readZip(hostile)).toMatch(/name/);
    },
  );

  it('with two files of one name is refused', () => {
    const twice = zipSync({ aaaa: text('1'), aaab: text('2') }, { mtime: new Date(1980, 0, 1), os: 0, level: 9 });
    const renamed = Buffer.from(Buffer.from(twice).toString('latin1').replaceAll('aaab', 'aaaa'), 'latin1');
    expect(readZip(renamed)).toBe('It holds two files of the name "aaaa".');
  });

  it('that unpacks to far more than it is, is refused before it is unpacked', () => {
    const bomb = zipSync({ bomb: new Uint8Array(4 * 1024 * 1024) }, { mtime: new Date(1980, 0, 1), os: 0, level: 9 });
    expect(readZip(bomb)).toMatch(/^"bomb" would unpack to 4194304 bytes/);
    const huge = changed(packed, (view, copy) => {
      for (let at = 0; at + 4 <= copy.length; at++) if (view.getUint32(at, true) === 100_000) view.setUint32(at, 65 * 1024 * 1024, true);
    });
    expect(readZip(huge)).toMatch(/more than a bundle may hold/);
  });

  it('that unpacks to far more by many files, of which none does alone, is refused before it is unpacked', () => {
    const small = new Uint8Array(1024 * 1024);
    const bomb = writeZip(Array.from({ length: 70 }, (_, at) => ({ path: `f${at}`, bytes: small })));
    expect(readZip(bomb)).toMatch(/^It would unpack to 73400320 bytes/);
  });

  it('that holds millions of values in little, is refused before any is read', () => {
    const lists = Buffer.from(`[${'[],'.repeat(1_000_000)}"${randomBytes(10_000).toString('hex')}"]`);
    expect(readZip(writeZip([{ path: 'plan.json', bytes: lists }]))).toMatch(/^"plan.json" holds more than 2000000 values/);
    expect(readZip(writeZip([{ path: 'README.txt', bytes: lists }]))).not.toBeTypeOf('string');
  });

  it('is unpacked file by file, and holds none of them', () => {
    const read = readZip(packed) as UnpackedFiles;
    expect(read.get('cases/1/case.json')).toEqual(read.get('cases/1/case.json'));
    expect(read.get('cases/1/case.json')).not.toBe(read.get('cases/1/case.json'));
    expect(read.get('absent')).toBeUndefined();
  });

  it('that says a smaller size than it unpacks to, is refused without unpacking more', () => {
    const lying = changed(packed, (view, copy) => {
      for (let at = 0; at + 4 <= copy.length; at++) if (view.getUint32(at, true) === 100_000) view.setUint32(at, 99_999, true);
    });
    expect(readZip(lying)).toBe('"cases/1/case.json" is damaged: its bytes cannot be unpacked to what was packed.');
  });

  it('with bytes before, between or behind is refused', () => {
    expect(readZip(Buffer.concat([packed, text('x')]))).toMatch(/does not end/);
    expect(readZip(Buffer.concat([text('x'), packed]))).toMatch(/directory/);
    expect(readZip(new Uint8Array(0))).toMatch(/does not end/);
    expect(readZip(packed.subarray(0, packed.length - 30))).toMatch(/does not end/);
  });

  it('that holds too many files is refused by their count alone', () => {
    const many = changed(packed, (view) => {
      view.setUint16(view.byteLength - 14, 20_001, true);
      view.setUint16(view.byteLength - 12, 20_001, true);
    });
    expect(readZip(many)).toBe('It says to hold 20001 files; a bundle holds 1 to 20000.');
  });

  it('that another program packed is refused with the way out', () => {
    expect(readZip(zipSync({ a: text('a') }))).toMatch(/hand over the file as it was exported/);
  });

  it('gives other bytes for no byte that is changed', () => {
    const whole = JSON.stringify([...(readZip(packed) as UnpackedFiles)].map(([path, bytes]) => [path, [...bytes]]));
    for (let at = 0; at < packed.length; at++) {
      const read = readZip(
        changed(packed, (_, copy) => {
          copy[at] = (copy[at] as number) ^ 0x10;
        }),
      );
      if (typeof read !== 'string') expect(JSON.stringify([...read].map(([path, bytes]) => [path, [...bytes]]))).toBe(whole);
    }
  });
});
