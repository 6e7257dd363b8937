/** The order of versions: Semantic Versioning 2.0.0, clause 11. */

const PATTERN = /^(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Negative, zero or positive as `a` comes before, beside or after `b`. Missing parts count as zero ("2" is 2.0.0); a text that is no version at
 * all comes before every version, by its letters.
 */
export const compareVersions = (a: string, b: string): number => {
  const left = PATTERN.exec(a);
  const right = PATTERN.exec(b);
  if (left === null || right === null) return left === right ? compareTexts(a, b) : left === null ? -1 : 1;
  for (let part = 1; part <= 3; part++) {
    const difference = Number(left[part] ?? 0) - Number(right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(left[4], right[4]);
};

/** A release comes after all its pre-releases. */
const comparePreReleases = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = compareIdentifiers(left[i] as string, right[i] as string);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** Numbers come before words. */
const compareIdentifiers = (a: string, b: string): number => {
  const numericA = /^\d+$/.test(a);
  const numericB = /^\d+$/.test(b);
  if (numericA && numericB) return Number(a) - Number(b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  return compareTexts(a, b);
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
