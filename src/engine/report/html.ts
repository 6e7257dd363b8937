/** HTML as a value: what a template inserts is escaped unless it is HTML already. */

export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Insert = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const sourceOf = (insert: Insert): string => {
  if (insert instanceof Html) return insert.source;
  if (typeof insert === 'string' || typeof insert === 'number')
    return String(insert).replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
  return insert.map((part) => part.source).join('');
};

/** A tagged template: html`<p>${text}</p>`. */
export const html = (parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html =>
  new Html(parts.map((part, index) => part + (index < inserts.length ? sourceOf(inserts[index] as Insert) : '')).join(''));

/** "Size of the household hh_size"; without a label the name alone. */
export const labelled = (name: string, label: string | undefined): Html =>
  label === undefined ? html`${name}` : html`${label} <span class="muted">${name}</span>`;
