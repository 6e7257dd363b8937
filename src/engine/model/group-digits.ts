/** "1234567.50" -> "1,234,567.50": a decimal text with its thousands grouped, for people. A sign stays in front. */
export const groupDigits = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};
