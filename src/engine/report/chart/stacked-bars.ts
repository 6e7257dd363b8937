/** Bars of parts of a whole, one below the other, as SVG that prints sharp. The table beside it says the same in figures. */
import { Exact } from '../../model/exact.ts';
import { countText, shareText } from '../amount-text.ts';
import { type Html, html, NOTHING } from '../html.ts';

export type StackedBar = { readonly label: string; readonly parts: readonly number[] };
/** `light`: what is written on it is dark. */
export type Part = { readonly name: string; readonly colour: string; readonly light?: boolean };

const WIDTH_PX = 640;
const LABEL_PX = 110;
const ROW_PX = 26;
const BAR_PX = 16;
const KEY_ROW_PX = 16;
const KEY_COLUMNS = 3;
const LABEL_CHARS_MAX = 18;
const KEY_CHARS_MAX = 26;
/** A share is written into its part where there is room for it. */
const SHARE_PX = 44;

/** For as many parts as come; told apart in grey print by their order and the key. */
export const PALETTE: readonly Omit<Part, 'name'>[] = [
  { colour: '#1f5fa8' },
  { colour: '#b9c7d8', light: true },
  { colour: '#d98e2b', light: true },
  { colour: '#7a5aa6' },
  { colour: '#2f7a7a' },
  { colour: '#9aa1ab', light: true },
  { colour: '#a8433f' },
  { colour: '#4d6b22' },
];

export const cut = (text: string, charsMax: number): string => (text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text);

/** To a tenth of a point from the exact ratio. */
const lengthPx = (part: number, whole: number, room: number): number =>
  whole === 0
    ? 0
    : Number(
        Exact.of(BigInt(part) * BigInt(room * 10), BigInt(whole))
          .floor()
          .toBigInt(),
      ) / 10;

const keyOf = (parts: readonly Part[], top: number): readonly Html[] =>
  parts.map(({ name, colour }, index) => {
    const x = (index % KEY_COLUMNS) * (WIDTH_PX / KEY_COLUMNS);
    const y = top + Math.floor(index / KEY_COLUMNS) * KEY_ROW_PX;
    return html`<rect x="${x}" y="${y}" width="9" height="9" fill="${colour}"/><text x="${x + 14}" y="${y + 8.5}">${cut(name, KEY_CHARS_MAX)}</text>`;
  });

const barOf = ({ label, parts }: StackedBar, kinds: readonly Part[], y: number): Html => {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const room = WIDTH_PX - LABEL_PX;
  let done = 0;
  const pieces = parts.map((part, index) => {
    const x = LABEL_PX + lengthPx(done, whole, room);
    done += part;
    const width = Math.round((LABEL_PX + lengthPx(done, whole, room) - x) * 10) / 10;
    const kind = kinds[index];
    const share =
      width < SHARE_PX
        ? NOTHING
        : html`<text x="${x + 4}" y="${y + BAR_PX - 4}" class="${kind?.light === true ? 'dark' : 'pale'}">${shareText(part, whole)}</text>`;
    return html`<rect x="${x}" y="${y}" width="${width}" height="${BAR_PX}" fill="${kind?.colour ?? '#000'}"/>${share}`;
  });
  return html`<text x="0" y="${y + BAR_PX - 4}">${cut(label, LABEL_CHARS_MAX)}</text>${pieces}`;
};

/** All bars have one length: the whole of each. `parts` names and colours what they are made of, in order. */
export const stackedBars = (bars: readonly StackedBar[], parts: readonly Part[], title: string): Html => {
  const top = bars.length * ROW_PX + 6;
  const height = top + Math.ceil(parts.length / KEY_COLUMNS) * KEY_ROW_PX;
  const said = bars
    .map(
      ({ label, parts: counts }) =>
        `${label}: ${counts.map((count, index) => `${parts[index]?.name ?? ''} ${countText(count)}`).join(', ')}`,
    )
    .join('; ');
  return html`<svg role="img" aria-label="${cut(`${title}. ${said}`, 600)}" viewBox="0 0 ${WIDTH_PX} ${height}" width="100%">
${bars.map((bar, index) => barOf(bar, parts, index * ROW_PX + 2))}${keyOf(parts, top)}</svg>`;
};
