/** Writes a PDF file of one revision: head, objects, one cross-reference table, trailer. The same objects give the same bytes. */
import { createHash } from 'node:crypto';

/** An object without its number: "obj" and "endobj" are put around it. */
export type PdfPart = { readonly number: number; readonly body: readonly Uint8Array[] };

export type PdfContent = {
  readonly objects: Iterable<PdfPart>;
  /** One more than the highest number. */
  readonly size: number;
  readonly root: number;
  readonly info: number;
};

const HEAD = Buffer.from('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n', 'latin1');
const ID_BYTES = 16;

export const writePdf = ({ objects, size, root, info }: PdfContent): Uint8Array => {
  const parts: Uint8Array[] = [HEAD];
  const rows = new Array<string>(size).fill('0000000000 65535 f \n');
  const hash = createHash('sha256');
  let at = HEAD.length;
  const push = (part: Uint8Array): void => {
    parts.push(part);
    hash.update(part);
    at += part.length;
  };
  for (const { number, body } of objects) {
    rows[number] = `${String(at).padStart(10, '0')} 00000 n \n`;
    push(Buffer.from(`${number} 0 obj\n`));
    for (const part of body) push(part);
    push(Buffer.from('\nendobj\n'));
  }
  const tableAt = at;
  push(Buffer.from(`xref\n0 ${size}\n${rows.join('')}trailer\n`));
  const id = hash.digest('hex').slice(0, ID_BYTES * 2);
  parts.push(Buffer.from(`<</Size ${size} /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>]>>\nstartxref\n${tableAt}\n%%EOF\n`));
  return Buffer.concat(parts);
};
