/** Tables of the report: figures stand to the right, texts to the left, and titles are repeated on every page. */
import { type Html, html } from './html.ts';

type Kind = 'text' | 'date' | 'gain' | 'loss' | 'same';

/** A title alone heads a column of figures; the first column is always text. */
export type Column = string | { readonly title: string; readonly kind: Kind };

/** A cell that is not of its column's kind says its own. */
export type Cell = string | Html | { readonly text: string; readonly kind: Kind };

const kindOf = (column: Column | undefined): string => (typeof column === 'object' ? column.kind : '');

const head = (column: Column): Html => html`<th class="${kindOf(column)}">${typeof column === 'string' ? column : column.title}</th>`;

const cell = (content: Cell, column: Column | undefined): Html =>
  typeof content === 'object' && 'kind' in content
    ? html`<td class="${content.kind}">${content.text}</td>`
    : html`<td class="${kindOf(column)}">${content}</td>`;

export const table = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html =>
  html`<table><thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((content, index) => cell(content, columns[index]))}</tr>\n`)}</tbody></table>`;

/** A text with a hash below it, in small letters. */
export const withHash = (text: string, sha256: string): Html => html`${text}<br><span class="hash">SHA-256 ${sha256}</span>`;
