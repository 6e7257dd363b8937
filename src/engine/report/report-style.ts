/** The report's print style: one typeface, one accent, figures in columns, A4 with page numbers. */
export const REPORT_STYLE = `
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-left { content: "Probity impact report"; font: 8pt sans-serif; color: #667; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #667; } }
:root { --ink: #16202c; --muted: #5a6675; --line: #d5dbe3; --accent: #1f5fa8; --gain: #1b7f4b; --loss: #b3372f; }
body { font: 9.5pt/1.45 "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: var(--ink); margin: 0; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 12.5pt; margin: 9mm 0 2.5mm; padding-bottom: 1mm; border-bottom: 0.4mm solid var(--accent); break-after: avoid; }
h3 { font-size: 10.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2.5mm; }
.muted { color: var(--muted); }
.lead { color: var(--muted); font-size: 10.5pt; margin-bottom: 6mm; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm; margin: 3mm 0 5mm; }
.figure { border: 0.25mm solid var(--line); border-radius: 1.5mm; padding: 2.5mm 3mm; break-inside: avoid; }
.figure .name { color: var(--muted); font-size: 8pt; }
.figure .value { font-size: 14pt; font-variant-numeric: tabular-nums; }
.figure .note { color: var(--muted); font-size: 8pt; }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 4mm; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1.2mm 2mm; border-bottom: 0.2mm solid var(--line); text-align: right; vertical-align: top; }
th { color: var(--muted); font-weight: 600; font-size: 8.5pt; }
th:first-child, td:first-child { text-align: left; }
td.text, th.text { text-align: left; }
td.date, th.date { text-align: left; white-space: nowrap; }
.together { break-inside: avoid; }
td.same { color: var(--muted); background: #f3f5f8; }
.gain { color: var(--gain); } .loss { color: var(--loss); }
.hash { font: 8pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 42mm 1fr; gap: 1mm 3mm; margin: 0 0 4mm; }
dt { color: var(--muted); } dd { margin: 0; }
ul { margin: 0 0 3mm; padding-left: 5mm; } li { margin-bottom: 1mm; }
svg text { font: 8pt "DejaVu Sans", sans-serif; fill: var(--ink); }
.notice { border-left: 1mm solid var(--accent); padding: 1.5mm 3mm; background: #f3f7fc; margin: 3mm 0 5mm; }
`;
