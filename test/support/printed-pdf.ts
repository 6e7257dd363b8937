/** A PDF of two pages in the layout in which Chromium prints: classic table, PDF 1.4, tagged, the link box for the signature on its last page. */

export type PrintedPdf = {
  readonly printedAt?: string;
  /** Of the text on the first page. */
  readonly text?: string;
  readonly signatureLink?: boolean;
  /** Further objects, each the body of one, to make it large. */
  readonly more?: readonly string[];
};

const HEAD = '%PDF-1.4\n%\xd3\xeb\xe9\xe1\n';
const stream = (content: string): string => `<</Length ${content.length}>> stream\n${content}\nendstream`;
const page = (content: number, annotations: string, parents: number): string =>
  `<</Type /Page\n/Resources <</Font <</F1 13 0 R>>>>\n/MediaBox [0 0 594.95996 841.91998]\n${annotations}/Contents ${content} 0 R\n/StructParents ${parents}\n/Parent 6 0 R>>`;

export const printedPdf = ({
  printedAt = '20261120150130',
  text = 'Report',
  signatureLink = true,
  more = [],
}: PrintedPdf = {}): Uint8Array => {
  const date = `(D:${printedAt}+00'00')`;
  const action = '<</Type /Action\n/S /URI\n/URI (https://signature.invalid/)>>';
  const bodies = [
    `<</Title <FEFF0052>\n/Creator (Chromium)\n/Producer (Skia/PDF m146)\n/CreationDate ${date}\n/ModDate ${date}>>`,
    page(3, '', 0),
    stream(`BT /F1 24 Tf 72 720 Td (${text}) Tj ET`),
    page(5, signatureLink ? '/Annots [7 0 R]\n' : '', 1),
    stream('BT /F1 12 Tf 72 720 Td (Signed by Ada) Tj ET'),
    '<</Type /Pages\n/Count 2\n/Kids [2 0 R 4 0 R]>>',
    `<</Type /Annot\n/Subtype /Link\n/F 4\n/Border [0 0 0]\n/Rect [63 635.66998 291 707.66998]\n/A ${action}\n/StructParent 100000>>`,
    '<</Type /StructElem\n/S /Link\n/P 9 0 R\n/Pg 4 0 R\n/K [<</Type /OBJR\n/Obj 7 0 R\n/Pg 4 0 R>>]>>',
    '<</Type /StructElem\n/S /Document\n/Lang (en)\n/P 11 0 R\n/K [8 0 R]>>',
    '<</Type /ParentTree\n/Nums [100000 8 0 R]>>',
    '<</Type /StructTreeRoot\n/K 9 0 R\n/ParentTreeNextKey 2\n/ParentTree 10 0 R>>',
    '<</Type /Catalog\n/Pages 6 0 R\n/MarkInfo <</Type /MarkInfo\n/Marked true>>\n/StructTreeRoot 11 0 R\n/Lang (en)>>',
    '<</Type /Font\n/Subtype /Type1\n/BaseFont /Helvetica>>',
    ...more,
  ];
  let file = HEAD;
  const rows = bodies.map((body, index) => {
    const row = `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return row;
  });
  const trailer = `trailer\n<</Size ${bodies.length + 1}\n/Root 12 0 R\n/Info 1 0 R>>`;
  return Buffer.from(
    `${file}xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows.join('')}${trailer}\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
};
