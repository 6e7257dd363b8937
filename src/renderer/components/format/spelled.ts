/** A name as a label: "annualIncome" and "annual_income" -> "Annual income"; a name of other make stays as it is. */

export const spelled = (name: string): string => {
  const words = name
    .replaceAll('_', ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
