/** Texts, times and numbers as PDF writes them (ISO 32000-1, 7.9). */

/** A text string: in letters where it is ASCII, else in UTF-16 with a byte order mark. */
export const pdfText = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
};

/** Reads what `pdfText` writes from the string's token; undefined where it is written in another way. */
export const readPdfText = (token: string): string | undefined => {
  const plain = /^\(((?:[\x20-\x27\x2a-\x5b\x5d-\x7e]|\\[\\()])*)\)$/.exec(token);
  if (plain !== null) return plain[1]?.replace(/\\(.)/g, '$1');
  const wide = /^<feff((?:[0-9a-f]{4})*)>$/i.exec(token);
  return wide === null
    ? undefined
    : Buffer.from(wide[1] ?? '', 'hex')
        .swap16()
        .toString('utf16le');
};

/** ISO 8601 UTC as a PDF date, to the second. */
export const pdfDate = (at: string): string => `(D:${at.replace(/\D/g, '').slice(0, 14)}Z)`;

const DATE = /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)$/;

/** Reads what `pdfDate` writes, as ISO 8601 UTC; undefined where it is written in another way. */
export const readPdfDate = (token: string): string | undefined => {
  const iso = DATE.test(token) ? token.replace(DATE, '$1-$2-$3T$4:$5:$6.000Z') : '';
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? undefined : iso;
};
