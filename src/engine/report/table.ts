/** Tables of the report: figures stand to the right, texts to the left, titles are repeated on every page, and no table has more rows than a page prints in time. */
import { counted } from '../model/counted.ts';
import { Html, html, joined, NOTHING, named } from './html.ts';

type Kind = 'text' | 'date' | 'gain' | 'loss' | 'same';

/** A title alone heads a column of figures; the first column is always text. */
export type Column = string | { readonly title: string; readonly kind: Kind };

/** A cell that is not of its column's kind says its own. */
export type Cell = string | Html | { readonly text: string; readonly kind: Kind };

/** Rows of one table. A tagged PDF costs about a millisecond and a kilobyte for each. */
export const ROWS_MAX = 1_000;
/** Texts longer than that may be broken anywhere, so that no column pushes the others off the page. */
const UNBROKEN_MAX = 24;
/** A table of so few rows stands on one page. */
const SHORT_ROWS_MAX = 8;
/** A table of more columns is set smaller, in columns of fixed widths. */
const NARROW_COLUMNS_MAX = 7;
/** So is one whose longest words, each as wide as a digit, do not fit beside each other: the printer would make every page of the report smaller. */
const LINE_CHARS_MAX = 90;
/** The space between two columns, in digits. */
const GAP_CHARS = 1.7;

const kindOf = (column: Column | undefined): string => (typeof column === 'object' ? column.kind : '');

/** A figure and its mark of being rounded are one word. */
const longest = (text: string): number => Math.max(...text.split(/(?<!≈)\s/).map((word) => word.length));

const classOf = (kind: string, text: string): Html => {
  const classes = [kind, longest(text) > UNBROKEN_MAX ? 'long' : ''].filter((name) => name !== '').join(' ');
  return classes === '' ? NOTHING : html` class="${classes}"`;
};

/** Names of outcomes are long and have no blanks: they may be parted where they have an underscore. */
const parted = (title: string): Html =>
  joined(
    title.split('_').map((part) => html`${part}`),
    new Html('_<wbr>'),
  );

const titleOf = (column: Column): string => (typeof column === 'string' ? column : column.title);

/** A title as the words that it may be parted into. */
const wordsOf = (column: Column): string => titleOf(column).replaceAll('_', ' ');

const head = (column: Column): Html => html`<th scope="col"${classOf(kindOf(column), wordsOf(column))}>${parted(titleOf(column))}</th>`;

const plainText = ({ source }: Html): string => source.replaceAll(/<[^>]*>/g, ' ');

const textOf = (content: Cell): string => {
  if (typeof content === 'string') return content;
  return 'kind' in content ? content.text : plainText(content);
};

const cell = (content: Cell, column: Column | undefined): Html => {
  if (typeof content === 'string') return html`<td${classOf(kindOf(column), content)}>${content}</td>`;
  if ('kind' in content) return html`<td${classOf(content.kind, content.text)}>${content.text}</td>`;
  return html`<td${classOf(kindOf(column), textOf(content))}>${content}</td>`;
};

const rowOf = (cells: readonly Cell[], columns: readonly Column[]): Html =>
  html`<tr>${cells.map((content, index) => cell(content, columns[index]))}</tr>\n`;

/** What may be broken anywhere takes next to no room. */
const widthOf = (text: string): number => {
  const chars = longest(text);
  return chars > UNBROKEN_MAX ? 0 : chars;
};

const isWide = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): boolean => {
  const widths = columns.map((column, index) =>
    rows.reduce((width, cells) => Math.max(width, widthOf(textOf(cells[index] ?? ''))), widthOf(wordsOf(column))),
  );
  return columns.length > NARROW_COLUMNS_MAX || widths.reduce((total, width) => total + width + GAP_CHARS, 0) > LINE_CHARS_MAX;
};

const tableClass = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html => {
  const classes = [...(isWide(columns, rows) ? ['wide'] : []), ...(rows.length > SHORT_ROWS_MAX ? [] : ['short'])];
  return classes.length === 0 ? NOTHING : html` class="${classes.join(' ')}"`;
};

export const table = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html =>
  html`<table${tableClass(columns, rows)}><thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map((row) => rowOf(row, columns))}</tbody></table>`;

/** What is left out, where all of it is, and why it is left out. */
export const leftOutNote = (leftOut: number, what: { readonly singular: string; readonly plural: string }): Html =>
  leftOut <= 0
    ? NOTHING
    : html`<p class="muted">${counted(leftOut, what.singular, what.plural)} more ${leftOut === 1 ? 'is' : 'are'} not printed: a table of this report ends after
so many rows that it can be printed, read and kept. The attached bundle has them all.</p>`;

/** A table with a row for each item, and a note where there are more than `rowsMax`. */
export const cappedTable = <T>(
  columns: readonly Column[],
  items: readonly T[],
  row: (item: T) => readonly Cell[],
  {
    rowsMax = ROWS_MAX,
    singular = 'row',
    plural = `${singular}s`,
  }: { readonly rowsMax?: number; readonly singular?: string; readonly plural?: string } = {},
): Html => html`${table(columns, items.slice(0, rowsMax).map(row))}${leftOutNote(items.length - rowsMax, { singular, plural })}`;

/** A text with a hash below it, in small letters. */
export const withHash = (text: string, sha256: string): Html => html`${named(text)}<br><span class="hash">SHA-256 ${sha256}</span>`;
