/** Reads the header line of a CSV file: which delimiter it uses, and what its columns are called. */
import { isUtf8 } from 'node:buffer';
import { type Problem, refuse } from '../model/problem.ts';
import { FLAWS, type ScanEnd, scanRows } from './csv-scanner.ts';
import { RowBatch } from './row-batch.ts';
import { RowBounds } from './row-bounds.ts';

/** Columns a file may have; a mapping takes what it needs of them. */
const COLUMNS_MAX = 4_096;
/** Looked at first: few headers are longer, and there is a scan for every delimiter. */
const FIRST_BYTES = 1 << 14;
const LF = 0x0a;
const CR = 0x0d;
/** In order of preference. */
const DELIMITERS = [',', ';', '\t'] as const;

export type CsvHeader = {
  readonly columns: readonly string[];
  /** Byte. */
  readonly delimiter: number;
  readonly consumed: number;
  readonly nextLine: number;
};

/**
 * The delimiter is the one of comma, semicolon and tab that splits the header into most fields, so that files of other locales are read as they are.
 * Refuses (`invalid`) a header that is not there, is not UTF-8, or has names that are empty or stand twice: one problem each.
 */
export const readHeader = (name: string, bytes: Buffer, final: boolean): CsvHeader => {
  if (bytes[0] === 0xff || bytes[0] === 0xfe || bytes.subarray(0, 4).includes(0)) {
    refuseHeader(name, [{ row: 1, message: 'the file looks like UTF-16 or like no text at all', expected: 'a file saved as UTF-8' }]);
  }
  const candidates = DELIMITERS.map((delimiter) => headerWith(name, bytes, final, delimiter.charCodeAt(0)));
  const sound = candidates.filter((candidate) => candidate.flaw === '');
  const header = (sound.length > 0 ? sound : candidates).reduce((best, next) => (next.columns.length > best.columns.length ? next : best));
  const problems = headerProblems(header);
  if (problems.length > 0) refuseHeader(name, problems);
  return header;
};

/** The header as one delimiter gives it, and what is wrong with it under that delimiter. */
type Candidate = CsvHeader & { readonly flaw: string };

const headerWith = (name: string, bytes: Buffer, final: boolean, delimiter: number): Candidate => {
  const bounds = new RowBounds();
  const scan = (length: number): ScanEnd => {
    return scanRows({ bytes, length, final: final && length === bytes.length, delimiter, line: 1 }, bounds);
  };
  let end = scan(Math.min(FIRST_BYTES, bytes.length));
  if (bounds.rows === 0 && bytes.length > FIRST_BYTES) end = scan(bytes.length);
  const batch = new RowBatch({ bytes, bounds, columns: [], offset: 0, flaws: FLAWS });
  if (batch.rows === 0) {
    const open = end.openQuoteLine !== undefined;
    const without = final ? 'there is no header line' : `the first line is longer than ${bytes.length} bytes`;
    const message = open ? 'a quote is opened in the header and never closed' : without;
    refuseHeader(name, [{ row: 1, message, expected: 'a line with the names of the columns' }]);
  }
  const flaw = FLAWS[bounds.rowFlaw[0] as number] as string;
  const count = batch.fieldCount(0);
  const rowEnd = bounds.rowEnd[0] as number;
  const consumed = Math.min(rowEnd + (bytes[rowEnd] === CR ? 2 : 1), bytes.length);
  const nextLine = bytes.subarray(0, consumed).reduce((lines, byte) => (byte === LF ? lines + 1 : lines), 1);
  return { columns: Array.from({ length: count }, (_, index) => fieldText(name, batch, index)), delimiter, consumed, nextLine, flaw };
};

const fieldText = (name: string, batch: RowBatch, index: number): string => {
  if (!isUtf8(batch.bytes(0, index))) {
    refuseHeader(name, [{ row: 1, column: index + 1, message: 'the bytes are not UTF-8', expected: 'a file saved as UTF-8' }]);
  }
  return batch.text(0, index);
};

const headerProblems = ({ columns, flaw }: Candidate): readonly Problem[] => {
  if (flaw !== '') return [{ row: 1, message: flaw, expected: 'a line with the names of the columns' }];
  if (columns.length > COLUMNS_MAX) return [{ row: 1, message: `there are ${columns.length} columns`, expected: `at most ${COLUMNS_MAX}` }];
  if (columns.every((column) => /^\s*-?[\d.,]*\s*$/.test(column))) {
    return [{ row: 1, message: 'the first line holds numbers where names are expected', expected: 'a line with the names of the columns' }];
  }
  const seen = new Map<string, number>();
  return columns.flatMap((column, index): Problem[] => {
    if (column.trim() === '')
      return [{ row: 1, column: index + 1, message: 'the column has no name', expected: 'a name for every column' }];
    const first = seen.get(column);
    if (first !== undefined) {
      return [
        { row: 1, column: index + 1, message: `the name "${column}" stands for column ${first} already`, expected: 'each name once' },
      ];
    }
    seen.set(column, index + 1);
    return [];
  });
};

const refuseHeader = (name: string, problems: readonly Problem[]): never =>
  refuse(
    'invalid',
    `${name} cannot be read as CSV: ${problems[0]?.message}`,
    problems.map((problem) => ({ document: name, ...problem })),
  );
