/** The report's print style: one typeface, one accent, figures in columns, A4 with page numbers. */

/** A text as a CSS string, whatever stands in it: neither quotes nor the end of the style sheet can be written in it. */
export const cssString = (text: string): string =>
  `"${[...text].map((sign) => (/[A-Za-z0-9 -]/.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 0xfffd).toString(16)} `)).join('')}"`;

/** `foot`: what stands at the foot of every page, beside its number. */
export const reportStyle = ({ foot }: { readonly foot: string }): string => `
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-left { content: ${cssString(foot)}; font: 7.5pt "DejaVu Sans", sans-serif; color: #667; } @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt "DejaVu Sans", sans-serif; color: #667; } }
:root { --ink: #16202c; --muted: #566170; --line: #d5dbe3; --accent: #1f5fa8; --gain: #1b7f4b; --loss: #b3372f; }
body { font: 9.5pt/1.45 "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: var(--ink); margin: 0; overflow-wrap: anywhere; orphans: 3; widows: 3; font-variant-ligatures: none; }
@media screen { body { max-width: 174mm; margin: 8mm auto; padding: 0 6mm; background: #fff; } }
header { margin-bottom: 4mm; }
main.own-page { break-before: page; }
.office { font-size: 10.5pt; letter-spacing: 0.06em; color: var(--muted); margin: 0 0 8mm; padding-bottom: 2mm; border-bottom: 0.6mm solid var(--accent); }
h1 { font-size: 20pt; line-height: 1.25; margin: 0 0 3mm; }
h2 { font-size: 13pt; margin: 9mm 0 2.5mm; padding-bottom: 1mm; border-bottom: 0.4mm solid var(--accent); break-after: avoid; }
main.own-page > #evidence { break-before: page; }
main.own-page > section:first-child > h2 { margin-top: 0; }
h2.plain { border: 0; }
h3 { font-size: 10.5pt; margin: 5mm 0 1.5mm; break-after: avoid; }
h4 { font-size: 9.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2.5mm; }
a { color: inherit; text-decoration: none; }
.contents { list-style: none; margin: 0; padding: 0; } .contents li { padding: 1.2mm 0; border-bottom: 0.2mm solid var(--line); }
.contents a, td a { color: var(--accent); }
.muted { color: var(--muted); }
.lead { color: var(--muted); font-size: 10.5pt; margin-bottom: 6mm; }
.remark { white-space: pre-line; }
.keep { break-after: avoid; }
.date { white-space: nowrap; }
.block, .together, #limits { break-inside: avoid; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm; margin: 3mm 0 4mm; }
.figure { border: 0.25mm solid var(--line); border-radius: 1.5mm; padding: 2.5mm 3mm; break-inside: avoid; min-width: 0; }
.figure .name { color: var(--muted); font-size: 8pt; }
.figure .value { font-size: 13pt; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figure .note { color: var(--muted); font-size: 7.5pt; }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 4mm; font-variant-numeric: tabular-nums; font-size: 8.5pt; }
thead { display: table-header-group; }
tr, table.short { break-inside: avoid; } tbody tr:first-child { break-after: avoid; } tbody tr:last-child { break-before: avoid; }
th, td { padding: 1.1mm 1.6mm; border-bottom: 0.2mm solid var(--line); text-align: right; vertical-align: top; overflow-wrap: normal; }
th { color: var(--muted); font-weight: 600; font-size: 8pt; vertical-align: bottom; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
table.wide { font-size: 7pt; table-layout: fixed; } .wide th { font-size: 6.5pt; } .wide th:first-child { width: 17%; } .wide th, .wide td { padding: 1mm; overflow-wrap: anywhere; }
td.long, th.long { overflow-wrap: anywhere; min-width: 14mm; }
td.text, th.text { text-align: left; }
td.date, th.date { text-align: left; }
td.same { color: var(--muted); background: #f3f5f8; }
.gain { color: var(--gain); } .loss { color: var(--loss); }
.small table { width: auto; font-size: 8pt; } .small td, .small th { padding: 0.5mm 2mm; }
.small table.wide { width: 100%; table-layout: auto; font-size: 7pt; } .small .wide th, .small .wide td { padding: 0.5mm 1mm; overflow-wrap: break-word; hyphens: auto; }
.facts { font-size: 8.5pt; } .facts b { font-weight: 600; }
.case { border-top: 0.2mm solid var(--line); margin-top: 4mm; } .case h3 { margin-top: 3mm; } .case ul:not(.tree) { font-size: 8.5pt; }
.tree { columns: 2; column-gap: 6mm; list-style: none; padding: 0; margin: 1mm 0 3mm; font-size: 7.5pt; line-height: 1.35; }
.tree li { margin: 0 0 0.5mm; break-inside: avoid; } .tree code { font-size: 7pt; } .tree b { font-weight: 600; }
.tree .d1 { padding-left: 2.5mm; } .tree .d2 { padding-left: 5mm; } .tree .d3 { padding-left: 7.5mm; } .tree .d4 { padding-left: 10mm; }
.tree .d5 { padding-left: 12.5mm; } .tree .d6 { padding-left: 15mm; } .tree .d7 { padding-left: 17.5mm; } .tree .d8 { padding-left: 20mm; }
td > .hash { white-space: nowrap; }
code, .hash { font: 7.5pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { font: 7.5pt/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; border: 0.25mm solid var(--line); padding: 2mm 3mm; margin: 0 0 4mm; }
dl { display: grid; grid-template-columns: 42mm minmax(0, 1fr); gap: 1mm 3mm; margin: 0 0 4mm; }
dl.rules { display: block; } dl.rules dd { margin: 0 0 1.5mm 4mm; } dl.rules dt { break-after: avoid; font-size: 8.5pt; }
dt { color: var(--muted); } dd { margin: 0; }
ul, ol { margin: 0 0 3mm; padding-left: 5mm; } li { margin-bottom: 1mm; }
svg { display: block; margin: 1mm 0 3mm; } svg text { font: 8pt "DejaVu Sans", sans-serif; fill: var(--ink); } svg text.pale { font-size: 7.5pt; fill: #fff; } svg text.dark { font-size: 7.5pt; }
.notice { border-left: 1mm solid var(--accent); padding: 1.5mm 3mm; background: #f3f7fc; margin: 3mm 0 5mm; break-inside: avoid; }
.notice.bad { border-color: var(--loss); background: #fdf3f2; }
.signature { display: block; box-sizing: border-box; width: 90mm; height: 28mm; padding: 2.5mm 3.5mm; overflow: hidden; border: 0.25mm solid var(--muted); }
.signature b, .signature span { display: block; overflow: hidden; max-height: 9.5mm; } .signature span { font-size: 8pt; line-height: 1.35; }
`;
