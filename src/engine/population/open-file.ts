/** A source file that is open for reading, whatever its format. */
import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Problem, refuse } from '../model/problem.ts';
import type { RowBatch } from './row-batch.ts';

/** Opening a pipe would wait for somebody to write to it; opened so, it is seen to be no file. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const NUL = 0;

export class OpenFile {
  /** Without its folder. */
  readonly name: string;
  readonly handle: FileHandle;
  /** When it was opened. */
  readonly bytes: number;
  private readonly changedMs: number;

  private constructor(name: string, handle: FileHandle, { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }) {
    this.name = name;
    this.handle = handle;
    this.bytes = size;
    this.changedMs = mtimeMs;
  }

  /** Refuses (`unreadable`) what is no file. */
  static async open(path: string): Promise<OpenFile> {
    const name = basename(path);
    const handle = await open(path, OPEN_AT_ONCE).catch((error: NodeJS.ErrnoException) =>
      refuse('unreadable', `${name} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message)}`),
    );
    const stat = await handle.stat();
    if (stat.isFile()) return new OpenFile(name, handle, stat);
    await handle.close();
    return refuse('unreadable', `${name} is not a file`);
  }

  async textAt({ offset, length }: { readonly offset: number; readonly length: number }): Promise<string> {
    return (await this.bytesAt(offset, length)).toString('utf8');
  }

  async bytesAt(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await this.handle.read(bytes, 0, length, offset);
    return bytes;
  }

  async demandUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.handle.stat();
    if (size !== this.bytes || mtimeMs !== this.changedMs) refuse('unreadable', `${this.name} changed while it was being read`);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** Refuses (`invalid`) a file as a whole. `format` is what it was taken for: "CSV". */
export const refuseSource = ({ name, format }: { readonly name: string; readonly format: string }, problem: Problem): never =>
  refuse('invalid', `${name} cannot be read as ${format}: ${problem.message}`, [{ document: name, ...problem }]);

/** Refuses bytes that are no UTF-8 text, naming the place. The whole block is checked at once, and searched only if it fails. */
export const demandText = (of: { readonly name: string; readonly format: string }, batch: RowBatch, block: Buffer): void => {
  if (isText(block)) return;
  for (let row = 0; row < batch.rows; row++) {
    const count = batch.fieldCount(row);
    for (let index = 0; index < count; index++) {
      if (!isText(batch.bytes(row, index))) refuseBytes(of, batch.bytes(row, index), batch.place(row, index));
    }
  }
  refuseBytes(of, block, {});
};

const isText = (bytes: Buffer): boolean => !bytes.includes(NUL) && isUtf8(bytes);

const refuseBytes = (
  of: { readonly name: string; readonly format: string },
  bytes: Buffer,
  place: Pick<Problem, 'row' | 'column'>,
): never =>
  bytes.includes(NUL)
    ? refuseSource(of, { ...place, message: 'there is a NUL byte', expected: 'UTF-8 text; NUL bytes may come from UTF-16' })
    : refuseSource(of, { ...place, message: 'the bytes are not UTF-8', expected: 'a file saved as UTF-8' });
