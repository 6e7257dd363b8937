/** How a locale writes the digits of a number, for fields in which numbers are typed: "1,234.5" in English, "1.234,5" in German. */

export const groupingOf = (tag: string): { readonly thousandSeparator: string; readonly decimalSeparator: string } => {
  const parts = new Intl.NumberFormat(tag).formatToParts(-12_345.6);
  const written = (type: Intl.NumberFormatPartTypes): string | undefined => parts.find((part) => part.type === type)?.value;
  return { thousandSeparator: written('group') ?? ' ', decimalSeparator: written('decimal') ?? '.' };
};
