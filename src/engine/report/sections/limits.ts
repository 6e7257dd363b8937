/** What a report does not show. */
import { countText } from '../amount-text.ts';
import { type Html, html, NOTHING } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';

export const limitsSection = ({ population, cases }: ReportFacts): Html => html`<ul>
<li>The figures say what the rules of the documents named here give for the recorded facts. Whether the documents say what the law says, and whether the source files
say what is true, lies outside of this report.</li>
<li>Nobody's behaviour changes in it: each case is decided from the same facts on every side.</li>
<li>${population.quarantined === 0 ? 'No source row was left out.' : `${countText(population.quarantined)} source rows were refused and are in no figure.`} Cases with a missing amount are in no sum.</li>
${population.generated === undefined ? NOTHING : html`<li>The population is synthetic. Its figures show how the rules work and say nothing of real people.</li>`}
${cases.length === 0 ? NOTHING : html`<li>Facts of the chosen cases are as the program read them. Who has the population can decide the cases again and compare.</li>`}
<li>Whoever holds the log's private key could have written another history before anybody outside saw this one. What protects against that is comparing the checkpoint
and the key's fingerprint with what others hold.</li>
</ul>`;
