/** How the report's figures came about, and by what they can be compared with the workspace. */
import { countText } from './amount-text.ts';
import { type Html, html, labelled } from './html.ts';
import type { ReportFacts } from './report-facts.ts';

const comparedAmount = ({ result, labels, amountUnit, period }: ReportFacts): Html =>
  result.amount === ''
    ? html`The baseline pays no amount, so that only outcomes are compared.`
    : html`The amount compared is ${labelled(result.amount, labels.get(result.amount))}${amountUnit === '' ? '' : `, in ${amountUnit}`}, for one ${period}.
A gainer is a case whose amount is higher under the reform, a loser one whose amount is lower.
Cost is the sum of the amount over the cases where both sides have a value.`;

export const methodSection = (facts: ReportFacts): Html => html`<h2>Method and definitions</h2>
<ul>
<li>Every case is evaluated under the baseline and under each reform from the same recorded facts. Amounts are exact rational numbers;
nothing is rounded unless a rule says so. Figures here are rounded to the cent for display, and the exact value is given where it differs.</li>
<li>${comparedAmount(facts)}</li>
<li>UNDETERMINED is the outcome of a case for which a needed fact is missing. Such a case is neither gainer nor loser.</li>
<li>The result hash is the root of a Merkle tree (RFC 9162) over all cases in the order of the population. It does not depend on the number
of workers or the order of evaluation.</li>
</ul>`;

export const evidenceSection = ({ result, workspace, audit, program, actor, exportedAt, population }: ReportFacts): Html =>
  html`<section class="together"><h2>Evidence</h2>
<dl>
<dt>Run</dt><dd class="hash">${result.run}</dd>
<dt>Result hash</dt><dd class="hash">${result.resultHash}</dd>
<dt>Population fingerprint</dt><dd class="hash">${population.fingerprint}</dd>
<dt>Audit trail</dt><dd>${countText(audit.size)} entries when this report was made, root <span class="hash">${audit.root}</span></dd>
<dt>Workspace</dt><dd>${workspace.name} <span class="hash">${workspace.id}</span></dd>
<dt>Made</dt><dd>${exportedAt} by ${actor}, Probity ${program.version}</dd>
</dl>
<p class="notice">This report is not signed. It repeats what the workspace holds; the workspace and its audit trail are the evidence.
A restored older copy of the whole workspace file cannot be recognised from within it: keep the root printed above outside of this machine
to compare with later.</p></section>`;
