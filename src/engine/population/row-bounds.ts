/** Where the rows and fields of a batch stand in its bytes. */

/** How a field's bytes become its text. */
export const PLAIN = 0;
export const QUOTED = 1;
export const ESCAPED = 2;

/** Of rows one after the other: where their fields begin and end, and by row four times the number of fields up to its end. */
type PlainRows = {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly fieldsTimesFour: Uint32Array;
  readonly line: number;
};

/** The bounds of rows and fields that a scan found. Its arrays are used again by the next scan. */
export class RowBounds {
  rows = 0;
  fields = 0;
  /** Whether a field with doubled quotes was found, and one with any. */
  hasEscapes = false;
  private hasQuotes = false;
  /** By row: first and last byte, without the line end; the line it begins on; the number of its first field; its flaw. */
  rowStart = new Uint32Array(1_024);
  rowEnd = new Uint32Array(1_024);
  rowLine = new Float64Array(1_024);
  rowField = new Uint32Array(1_025);
  rowFlaw = new Uint8Array(1_024);
  /** By field: its bytes, without quotes, and whether it was quoted; PLAIN as long as nothing else was put there. */
  fieldStart = new Uint32Array(8_192);
  fieldEnd = new Uint32Array(8_192);
  fieldForm = new Uint8Array(8_192);

  clear(): void {
    this.rows = 0;
    this.fields = 0;
    this.hasEscapes = false;
    if (this.hasQuotes) this.fieldForm.fill(PLAIN);
    this.hasQuotes = false;
  }

  field(start: number, end: number, form: number): void {
    if (this.fields === this.fieldForm.length) this.reserveFields();
    this.fieldStart[this.fields] = start;
    this.fieldEnd[this.fields] = end;
    this.fieldForm[this.fields++] = form;
    if (form === PLAIN) return;
    this.hasQuotes = true;
    this.hasEscapes ||= form === ESCAPED;
  }

  /** Rows of plain fields, one on each line from `line` on. */
  addPlain({ starts, ends, fieldsTimesFour, line }: PlainRows): void {
    while (this.fields + starts.length > this.fieldForm.length) this.reserveFields();
    while (this.rows + fieldsTimesFour.length > this.rowFlaw.length) this.reserveRows();
    const { fields: first, rows: firstRow, fieldStart, fieldEnd, rowStart, rowEnd, rowLine, rowField, rowFlaw } = this;
    fieldStart.set(starts, first);
    fieldEnd.set(ends, first);
    for (let i = 0, row = firstRow; i < fieldsTimesFour.length; i++, row++) {
      const next = first + ((fieldsTimesFour[i] as number) >>> 2);
      rowStart[row] = fieldStart[rowField[row] as number] as number;
      rowEnd[row] = fieldEnd[next - 1] as number;
      rowLine[row] = line + i;
      rowFlaw[row] = 0;
      rowField[row + 1] = next;
    }
    this.fields += starts.length;
    this.rows += fieldsTimesFour.length;
  }

  row(start: number, end: number, line: number, flaw: number): void {
    if (this.rows === this.rowFlaw.length) this.reserveRows();
    this.rowStart[this.rows] = start;
    this.rowEnd[this.rows] = end;
    this.rowLine[this.rows] = line;
    this.rowFlaw[this.rows++] = flaw;
    this.rowField[this.rows] = this.fields;
  }

  private reserveRows(): void {
    this.rowStart = doubled(this.rowStart);
    this.rowEnd = doubled(this.rowEnd);
    this.rowLine = doubled(this.rowLine);
    this.rowField = doubled(this.rowField);
    this.rowFlaw = doubled(this.rowFlaw);
  }

  private reserveFields(): void {
    this.fieldStart = doubled(this.fieldStart);
    this.fieldEnd = doubled(this.fieldEnd);
    this.fieldForm = doubled(this.fieldForm);
  }
}

const doubled = <T extends Uint32Array | Float64Array | Uint8Array>(array: T): T => {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
};
