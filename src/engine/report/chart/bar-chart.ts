/** Horizontal bars of gains and losses by group, as SVG that prints sharp. The table beside it says the same in figures. */
import { Exact } from '../../model/exact.ts';
import { amountText } from '../amount-text.ts';
import { type Html, html } from '../html.ts';

export type Bar = { readonly label: string; readonly gained: string; readonly lost: string };

const WIDTH_PX = 640;
const LABEL_PX = 130;
/** What fits into the label's width; the table has the whole text. */
const LABEL_CHARS_MAX = 22;
const AMOUNT_PX = 100;
/** What fits into the amount's width. */
const AMOUNT_CHARS_MAX = 15;
const ROW_PX = 20;
const BAR_PX = 12;

/** Cut between words, so that no part of a number stands for it. */
const labelText = (label: string): string => {
  if (label.length <= LABEL_CHARS_MAX) return label;
  const start = label.slice(0, LABEL_CHARS_MAX);
  const end = start.lastIndexOf(' ');
  return `${start.slice(0, end > 0 ? end : LABEL_CHARS_MAX - 1).toWellFormed()} …`;
};

const magnitude = (text: string): Exact => {
  const amount = Exact.parse(text) ?? Exact.ZERO;
  return amount.sign < 0 ? amount.negate() : amount;
};

/** Bar lengths are drawn to a tenth of a point from the exact ratio; they are a picture, the figures are exact. */
const lengthPx = (part: Exact, whole: Exact, room: number): number => {
  const ratio = part.multiply(Exact.integer(room * 10)).divide(whole);
  return ratio === undefined ? 0 : Number(ratio.floor().toBigInt()) / 10;
};

/** A figure that is cut off would be another figure. */
const figureText = (exactText: string): string => {
  const text = amountText(exactText, 0);
  return text.length > AMOUNT_CHARS_MAX ? 'see the table' : text;
};

export const barChart = (bars: readonly Bar[], title: string): Html => {
  const values = bars.flatMap((bar) => [magnitude(bar.gained), magnitude(bar.lost)]);
  const largest = values.reduce((left, right) => (left.compare(right) >= 0 ? left : right), Exact.ZERO);
  if (largest.sign === 0) return html`<p class="muted">No case gains or loses; there is nothing to draw.</p>`;
  const half = (WIDTH_PX - LABEL_PX - 2 * AMOUNT_PX) / 2;
  const axis = LABEL_PX + AMOUNT_PX + half;
  const rows = bars.map((bar, index) => {
    const y = index * ROW_PX + 4;
    const gain = lengthPx(magnitude(bar.gained), largest, half);
    const loss = lengthPx(magnitude(bar.lost), largest, half);
    return html`<text x="0" y="${y + BAR_PX - 2}">${labelText(bar.label)}</text>
<rect x="${axis - loss}" y="${y}" width="${loss}" height="${BAR_PX}" fill="#b3372f"/>
<rect x="${axis}" y="${y}" width="${gain}" height="${BAR_PX}" fill="#1b7f4b"/>
<text x="${axis - loss - 4}" y="${y + BAR_PX - 2}" text-anchor="end">${figureText(bar.lost)}</text>
<text x="${axis + gain + 4}" y="${y + BAR_PX - 2}">${figureText(bar.gained)}</text>`;
  });
  const height = bars.length * ROW_PX + 6;
  return html`<svg role="img" aria-label="${title}" viewBox="0 0 ${WIDTH_PX} ${height}" width="100%">
<line x1="${axis}" y1="0" x2="${axis}" y2="${height}" stroke="#5a6675" stroke-width="0.8"/>${rows}</svg>`;
};
