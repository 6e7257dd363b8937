/** Percents as people type them, as shares of one: "12.5" is "0.125". The point is moved; nothing is computed. */

const NUMERAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A text that is no numeral is left as it is, for the engine to say so. */
export const shareOfPercent = (percent: string): string => {
  const [, sign, whole = '', digits = ''] = NUMERAL.exec(percent.trim()) ?? [];
  if (sign === undefined) return percent.trim();
  const padded = whole.padStart(3, '0');
  const [units, parts] = [padded.slice(0, -2).replace(/^0+(?=\d)/, ''), `${padded.slice(-2)}${digits}`.replace(/0+$/, '')];
  return `${sign}${units}${parts === '' ? '' : `.${parts}`}`;
};
