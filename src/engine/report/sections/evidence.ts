/** By what a report can be compared with the workspace and its trail, how to do it, and where it is signed. */
import { countText } from '../amount-text.ts';
import { type Html, html, NOTHING, named } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Column, table } from '../table.ts';

/** Where the signature goes: the printed page has a link there, and the link's rectangle is the signature's. */
const SIGNATURE_LINK = 'https://signature.invalid/';

const DOCUMENT_COLUMNS: readonly Column[] = ['Document', { title: 'SHA-256 of its RFC 8785 form', kind: 'text' }];

const documentsTable = ({ documents, result }: ReportFacts): Html =>
  html`<h3>Documents</h3>${table(DOCUMENT_COLUMNS, [
    ...documents.map(({ kind, id, version, hash }) => [`${kind} ${id} ${version}`, html`<span class="hash">${hash}</span>`]),
    ...result.reforms
      .filter(({ reform }) => reform !== undefined)
      .map(({ policy, version, reform, hash }) => [
        `policy ${policy} ${version} with reform ${reform ?? ''}`,
        html`<span class="hash">${hash}</span>`,
      ]),
  ])}`;

const keyLines = ({ logKey }: ReportFacts): Html =>
  logKey === undefined
    ? NOTHING
    : html`<dt>Log key</dt><dd class="hash">${logKey.key}</dd>
<dt>Fingerprint of the key</dt><dd class="hash">${logKey.fingerprint}</dd>`;

const sealedPart = (facts: ReportFacts, { checkpoint, origin, size, root, bundle }: NonNullable<ReportFacts['sealed']>): Html => html`<dl>
<dt>Attached bundle</dt><dd>evidence.zip, ${countText(bundle.bytes)} bytes<br><span class="hash">SHA-256 ${bundle.sha256}</span></dd>
<dt>Audit trail</dt><dd class="hash">${origin}</dd>
<dt>Entries</dt><dd>${countText(size)}</dd>
<dt>Root</dt><dd class="hash">${root}</dd>
${keyLines(facts)}</dl>
<div class="block"><h3>Checkpoint</h3>
<p>The signed statement of the audit trail's size and root, as it is attached to this PDF in the file <code>checkpoint</code>:</p>
<pre>${checkpoint}</pre></div>`;

const HOW_TO_CHECK = html`<h3>How to check this report</h3>
<ol>
<li>Save the attached files <code>evidence.zip</code> and <code>checkpoint</code>, with a PDF viewer or with <code>pdfdetach -saveall report.pdf</code>. The SHA-256 of the bundle is
printed above; <code>sha256sum evidence.zip</code> gives the same.</li>
<li>Unpack the bundle and follow its <code>README.txt</code>: it checks every file, entry and proof with openssl and sha256sum alone. The page <code>probity-verifier.html</code>, and
<code>probity report verify report.pdf</code>, check the same.</li>
<li>Compare the fingerprint of the log key with what its owner told you by another way. A verifier or a key that came along with the evidence proves nothing by itself.</li>
<li>Keep this checkpoint. A later state of the same trail must continue it, and can be proven to.</li>
</ol>`;

const previewPart = (): Html =>
  html`<p class="notice">This is a preview. The exported report has the checkpoint of the audit trail here, the SHA-256 of the attached bundle, and how to check both.</p>`;

/** Of a fixed size, whatever the name: the field of the signature takes its place. */
const signatureBox = (signer: string, at: string): Html =>
  html`<a id="signature-block" class="signature" href="${SIGNATURE_LINK}"><b>${named(signer)}</b><span>Electronic signature, ${at.slice(0, 10)}</span>
<span class="muted">It holds where a PDF viewer or “report verify” says that it does.</span></a>`;

const signaturePart = ({ signer, made }: ReportFacts): Html =>
  signer === undefined
    ? NOTHING
    : html`<h3>Signature</h3><p>The electronic signature covers the whole file with its attachments.</p>
${signatureBox(signer, made.at)}`;

/** On one page: nobody signs a page that says nothing. */
const lastPart = (facts: ReportFacts): Html =>
  html`<div class="block">${facts.sealed === undefined ? NOTHING : HOW_TO_CHECK}${signaturePart(facts)}</div>`;

/** Said first, before anybody relies on what follows. */
const unsignedPart = ({ signer, sealed }: ReportFacts): Html =>
  signer !== undefined || sealed === undefined
    ? NOTHING
    : html`<p class="notice">This report is not signed: it has an author by name alone. The attached bundle can be checked all the same; its checkpoint is signed by the
holder of the log key.</p>`;

export const evidenceSection = (facts: ReportFacts): Html => {
  const { result, population, workspace, program, made, ran, sealed } = facts;
  return html`${unsignedPart(facts)}<dl>
<dt>Run</dt><dd class="hash">${result.run}</dd>
<dt>Result hash</dt><dd class="hash">${result.resultHash}</dd>
<dt>Population fingerprint</dt><dd class="hash">${population.fingerprint}</dd>
<dt>Evaluated</dt><dd>${ran.startedAt}${ran.endedAt === undefined ? '' : ` to ${ran.endedAt}`}, started by ${named(ran.by)}</dd>
<dt>Workspace</dt><dd>${named(workspace.name)} <span class="hash">${workspace.id}</span></dd>
<dt>Report made</dt><dd>${made.at} by ${named(made.by)}, Probity ${program.version}</dd>
</dl>${documentsTable(facts)}${sealed === undefined ? previewPart() : sealedPart(facts, sealed)}${lastPart(facts)}`;
};
