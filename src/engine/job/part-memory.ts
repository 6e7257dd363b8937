/** Memory that two processes share, for the bytes of columns on their way: a channel would copy them several times, in pieces, each into new memory. */
import { closeSync, openSync, readSync, unlinkSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS_UNDER_WAY_MAX } from './job-channel.ts';

/** Linux keeps the files of this folder in memory alone. Elsewhere there is none like it, and bytes go with their messages. */
const FOLDER = '/dev/shm';
/** Room for one part; only what is written takes memory. */
const SLOT_BYTES = 1 << 28;

/** Where the bytes of a part's columns lie, one after the other. */
export type LaidBytes = { readonly at: number; readonly lengths: readonly number[] };

type Part = { readonly columns: readonly { readonly data: Uint8Array }[] };

const carriesColumns = (part: unknown): part is Part =>
  typeof part === 'object' &&
  part !== null &&
  'columns' in part &&
  Array.isArray(part.columns) &&
  part.columns.every((column) => column?.data instanceof Uint8Array);

/** The descriptor of a file without a name, to be inherited by the other process; undefined where there is no such memory. */
export const openPartMemory = (): number | undefined => {
  const path = join(FOLDER, `probity-${crypto.randomUUID()}`);
  try {
    const file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return file;
  } catch {
    return undefined;
  }
};

/** The sending side. Of every part that was under way before, as many as may be at once, the bytes are still there. */
export class PartWriter {
  private readonly file: number;
  private parts = 0;

  constructor(file: number) {
    this.file = file;
  }

  /** To be asked for every part, in order. Gives the part without its bytes and where they are, or undefined where they have to go with it. */
  lay(part: unknown): { readonly part: unknown; readonly bytes: LaidBytes } | undefined {
    const at = (this.parts++ % PARTS_UNDER_WAY_MAX) * SLOT_BYTES;
    if (!carriesColumns(part)) return undefined;
    const blocks = part.columns.map(({ data }) => data);
    const total = blocks.reduce((sum, { length }) => sum + length, 0);
    if (total > SLOT_BYTES || !this.isWritten(blocks, at, total)) return undefined;
    const columns = part.columns.map(({ data: _, ...rest }) => rest);
    return { part: { ...part, columns }, bytes: { at, lengths: blocks.map(({ length }) => length) } };
  }

  /** The memory may be full: containers often have little of it. */
  private isWritten(blocks: readonly Uint8Array[], at: number, total: number): boolean {
    try {
      return writevSync(this.file, blocks as Uint8Array[], at) === total;
    } catch {
      return false;
    }
  }
}

/** The receiving side; it closes the file. */
export class PartReader {
  private readonly file: number;
  private open = true;

  constructor(file: number) {
    this.file = file;
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** The part with its bytes, which are its own from here on. */
  gather(part: unknown, { at, lengths }: LaidBytes): unknown {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const bytes = Buffer.allocUnsafeSlow(total);
    if (readSync(this.file, bytes, 0, total, at) !== total) throw new Error('a part was laid down and is not there');
    let start = 0;
    const columns = (part as Part).columns.map((column, i) => {
      const data = bytes.subarray(start, start + (lengths[i] as number));
      start += data.length;
      return { ...column, data };
    });
    return { ...(part as Part), columns };
  }

  close(): void {
    if (this.open) closeSync(this.file);
    this.open = false;
  }
}
