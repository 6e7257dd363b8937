/** Collects refused rows, counts them, and hands them over a part at a time. */
import type { QuarantineRow } from '../model/population.ts';
import type { Problem } from '../model/problem.ts';
import type { PopulationPart } from './population-part.ts';

const ROWS_PER_PART = 1_000;
/** Raw rows may be long: a part ends here at the latest. */
const CHARACTERS_PER_PART = 4 << 20;
/** Refused rows that are told as problems where nothing at all could be imported. */
const PROBLEMS_MAX = 20;

export class QuarantineBox {
  units = 0;
  members = 0;
  private readonly hand: (part: PopulationPart) => Promise<void>;
  private readonly first: QuarantineRow[] = [];
  private rows: QuarantineRow[] = [];
  private characters = 0;

  constructor(hand: (part: PopulationPart) => Promise<void>) {
    this.hand = hand;
  }

  get total(): number {
    return this.units + this.members;
  }

  put(row: QuarantineRow): void {
    this[row.file]++;
    if (this.first.length < PROBLEMS_MAX) this.first.push(row);
    this.rows.push(row);
    this.characters += row.raw.length;
  }

  /** To be asked after each row, so that the box stays small. */
  get isFull(): boolean {
    return this.rows.length >= ROWS_PER_PART || this.characters >= CHARACTERS_PER_PART;
  }

  async flush(): Promise<void> {
    if (this.rows.length === 0) return;
    const rows = this.rows;
    this.rows = [];
    this.characters = 0;
    await this.hand({ kind: 'quarantine', rows });
  }

  /** The first refused rows as problems of their files. */
  problems(nameOf: (file: QuarantineRow['file']) => string): readonly Problem[] {
    return this.first.map(({ file, row, column, reason, expected }) => ({
      document: nameOf(file),
      row,
      column,
      message: reason,
      expected,
    }));
  }
}
