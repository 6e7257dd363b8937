/** Refused rows of files that are read side by side, put into the order in which they are looked through: members, units, members left alone. */
import type { QuarantineRow } from '../model/population.ts';
import type { QuarantineBox } from './quarantine-box.ts';

const ROWS_MAX = 1_000;
const CHARACTERS_MAX = 4 << 20;

export class RankedQuarantine {
  private readonly box: QuarantineBox;
  private members: QuarantineRow[] = [];
  private units: QuarantineRow[] = [];
  private strays: QuarantineRow[] = [];
  private rows = 0;
  private characters = 0;

  constructor(box: QuarantineBox) {
    this.box = box;
  }

  /** A row with something wrong in itself. */
  put(row: QuarantineRow): void {
    (row.file === 'members' ? this.members : this.units).push(row);
    this.count(row);
  }

  /** A member's row with nothing wrong in itself: its unit is not there, or was refused. */
  putStray(row: QuarantineRow): void {
    this.strays.push(row);
    this.count(row);
  }

  /** To be asked after each row, so that little is held. */
  get isFull(): boolean {
    return this.rows >= ROWS_MAX || this.characters >= CHARACTERS_MAX;
  }

  /** Puts what came together into the box. */
  async empty(): Promise<void> {
    // Strays are found unit by unit, and looked through as they stand in their file.
    const rows = [...this.members, ...this.units, ...this.strays.toSorted((a, b) => a.row - b.row)];
    [this.members, this.units, this.strays] = [[], [], []];
    this.rows = 0;
    this.characters = 0;
    for (const row of rows) {
      this.box.put(row);
      if (this.box.isFull) await this.box.flush();
    }
  }

  private count(row: QuarantineRow): void {
    this.rows++;
    this.characters += row.raw.length;
  }
}
