/** Writes a report as one self-contained HTML page, ready to be printed or looked at. */
import type { ReportRequest, ReportSectionId } from '../model/index.ts';
import { frontPage, hasContents, titleOf } from './front-page.ts';
import { Html, html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import { reportStyle } from './report-style.ts';
import type { Section } from './section.ts';
import { casesSection } from './sections/cases.ts';
import { changesSection } from './sections/changes.ts';
import { dataQualitySection } from './sections/data-quality.ts';
import { evidenceSection } from './sections/evidence.ts';
import { groupsSection } from './sections/groups.ts';
import { limitsSection } from './sections/limits.ts';
import { measuresSection } from './sections/measures.ts';
import { methodSection } from './sections/method.ts';
import { nearThresholdSection } from './sections/near-threshold.ts';
import { outcomesSection } from './sections/outcomes.ts';
import { summarySection } from './sections/summary.ts';

type Writer = (facts: ReportFacts, request: ReportRequest) => Html;

const SECTIONS: Readonly<Record<ReportSectionId, { readonly title: string; readonly write: Writer }>> = {
  summary: { title: 'Summary', write: summarySection },
  changes: { title: 'What changes', write: changesSection },
  method: { title: 'Method and definitions', write: methodSection },
  outcomes: { title: 'Outcomes', write: outcomesSection },
  groups: { title: 'Groups', write: groupsSection },
  measures: { title: 'Measures', write: measuresSection },
  'near-threshold': { title: 'Cases near a limit', write: nearThresholdSection },
  cases: { title: 'Chosen cases', write: casesSection },
  'data-quality': { title: 'Data quality and quarantine', write: dataQualitySection },
  limits: { title: 'Limits', write: limitsSection },
  evidence: { title: 'Evidence', write: evidenceSection },
};

/** In the order asked for, each once; the evidence is always there, and last. */
export const sectionsOf = ({ sections }: Pick<ReportRequest, 'sections'>): readonly ReportSectionId[] => [
  ...new Set(sections.filter((id) => id !== 'evidence')),
  'evidence',
];

/** Nothing runs in the page and nothing is loaded by it, wherever it is opened. What prints it gives its own policy, with a nonce, in addition. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The same facts and the same request give the same page, to the byte. */
export const compose = (facts: ReportFacts, request: ReportRequest): string => {
  const title = titleOf(facts, request);
  const sections = sectionsOf(request).map((id, index): Section => {
    const { title: name, write } = SECTIONS[id];
    return { id, title: `${index + 1} ${name}`, body: write(facts, request) };
  });
  const style = reportStyle({ foot: `Run ${facts.result.run} · result ${facts.result.resultHash.slice(0, 16)}` });
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}"><title>${title}</title>
<style nonce="__CSP_NONCE__">${new Html(style)}</style></head><body>
${frontPage(facts, request, sections)}
<main${hasContents(sections) ? html` class="own-page"` : html``}>${sections.map(({ id, title: heading, body }) => html`<section id="${id}"><h2>${heading}</h2>${body}</section>\n`)}</main></body></html>`
    .source;
};
