/** The head of a report: who says what about what, and when; and what is in it. */
import type { ReportRequest } from '../model/index.ts';
import { type Html, html, joined, NOTHING, named } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import type { Section } from './section.ts';
import { sideTold } from './words.ts';

/** A report with more sections than this has a table of contents, on a page with its head. */
const SECTIONS_WITHOUT_CONTENTS_MAX = 4;

/** What the report is called where nobody says. */
export const titleOf = (
  { result: { baseline, reforms } }: Pick<ReportFacts, 'result'>,
  { title }: Pick<ReportRequest, 'title'>,
): string => {
  if (title !== undefined && title.trim() !== '') return title;
  const [first] = reforms;
  if (first === undefined || reforms.length > 1) return `Impact of ${reforms.length} reforms: ${baseline.title}`;
  return first.title === baseline.title ? `Impact of new law: ${baseline.title}` : `Impact of ${first.title}`;
};

export const hasContents = (sections: readonly Section[]): boolean => sections.length > SECTIONS_WITHOUT_CONTENTS_MAX;

const contents = (sections: readonly Section[]): Html =>
  hasContents(sections)
    ? html`<nav aria-label="Contents"><h2 class="plain">Contents</h2><ol class="contents">${sections.map(
        ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
      )}</ol></nav>`
    : NOTHING;

export const frontPage = (facts: ReportFacts, request: ReportRequest, sections: readonly Section[]): Html => {
  const { result, population, made, sealed } = facts;
  const office = request.office?.trim() ?? '';
  return html`<header>${office === '' ? NOTHING : html`<p class="office" dir="auto">${office}</p>`}
<h1 dir="auto">${titleOf(facts, request)}</h1>
<p class="lead">${sideTold(result.baseline)}, against ${joined(result.reforms.map(sideTold), '; ')}</p>
<dl>
<dt>Population</dt><dd>${named(population.name)}</dd>
<dt>Made on</dt><dd>${made.at.slice(0, 10)} by ${named(made.by)}</dd>
<dt>Result hash</dt><dd class="hash">${result.resultHash}</dd>
</dl>
${sealed === undefined ? html`<p class="notice">Preview: neither recorded nor sealed.</p>` : NOTHING}${contents(sections)}</header>`;
};
