/** HTML as a value: what a template inserts is escaped unless it is HTML already. */

export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Insert = string | number | Html | readonly Html[];

/** The mark of the style sheet's nonce is escaped too: in a person's text it would become the nonce of the page. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  __CSP: '&#95;_CSP',
  // A figure and its mark of being rounded stand on one line.
  '≈ ': '≈\u00a0',
};

const sourceOf = (insert: Insert): string => {
  if (insert instanceof Html) return insert.source;
  if (typeof insert === 'string' || typeof insert === 'number')
    return String(insert).replace(/[&<>"']|__CSP|≈ /g, (mark) => ENTITIES[mark] as string);
  return insert.map((part) => part.source).join('');
};

/** A tagged template: html`<p>${text}</p>`. */
export const html = (parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html =>
  new Html(parts.map((part, index) => part + (index < inserts.length ? sourceOf(inserts[index] as Insert) : '')).join(''));

export const NOTHING = html``;

/** Longer names and values are cut where they stand in sentences; no page is to be one name. */
const NAME_LENGTH_MAX = 240;

const cut = (text: string): string => (text.length > NAME_LENGTH_MAX ? `${text.slice(0, NAME_LENGTH_MAX).toWellFormed()}…` : text);

/** A text of a person's within a sentence: what direction it is written in, and how it sets that, ends where it ends. */
export const named = (text: string): Html => html`<bdi>${cut(text)}</bdi>`;

/** "Size of the household hh_size"; without a label the name alone. */
export const labelled = (name: string, label: string | undefined): Html =>
  label === undefined ? named(name) : html`${named(label)} <bdi class="muted">${cut(name)}</bdi>`;

/** A day, "2025-03-01", on one line. */
export const dated = (date: string): Html => html`<span class="date">${date}</span>`;

/** Pieces with a text between. */
export const joined = (pieces: readonly Html[], between: string | Html): Html =>
  html`${pieces.map((piece, index) => html`${index === 0 ? '' : between}${piece}`)}`;
