/**
 * Writes an exact text of the engine for reading, whatever it is of: digits are grouped and none is dropped, a fraction that has no end is
 * rounded and said to be ("≈ 33.33"), and a list has one value per member.
 */
import { t } from '../../copy/t.ts';
import { formatAmount } from './amount.ts';
import { locale } from './locale.ts';

/** A text that begins with a nought, "00000080", is a name. */
const NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/;
const FRACTION = /^-?\d+\/\d+$/;
/** Values within a list: a quoted text, or anything up to the next comma. */
const ITEM = /"(?:[^"\\]|\\.)*"|[^,\s][^,]*/g;
/** More digits than that `Intl` refuses to write. */
const DIGITS_MAX = 100;

const scalarText = (exact: string, tag: string): string => {
  if (exact === 'null') return t('value.none');
  if (FRACTION.test(exact)) return `≈ ${formatAmount(exact, { locale: tag })}`;
  const numeral = NUMERAL.exec(exact);
  if (numeral === null) return exact.startsWith('"') ? String(JSON.parse(exact)) : exact;
  const digits = numeral[1]?.length ?? 0;
  return digits > DIGITS_MAX ? exact : formatAmount(exact, { digits, locale: tag });
};

/** A list of contexts or of lists is left as it is. */
const itemsOf = (exact: string): readonly string[] | undefined =>
  /^\[[^[{]*\]$/.test(exact) ? (exact.slice(1, -1).match(ITEM) ?? []) : undefined;

export const exactText = (exact: string, tag: string = locale()): string => {
  const items = itemsOf(exact);
  if (items === undefined) return scalarText(exact, tag);
  const [first] = items;
  if (first === undefined) return t('value.noMembers');
  const texts = items.map((item) => scalarText(item, tag));
  return items.length > 1 && items.every((item) => item === first)
    ? t('value.ofEach', { value: texts[0] ?? '', count: items.length })
    : texts.join(' · ');
};
