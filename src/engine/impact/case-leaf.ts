/** The leaf of one case in the result tree: a commitment to what was decided, that discloses nothing where the population's secret is not. */
import { createHmac } from 'node:crypto';

/** What one side decided for a case, as it stands in the leaf: the amounts in the order of the names that `createLeafText` was given. */
export type LeafSide = { readonly outcome: string; readonly amounts: readonly (string | null)[] };

/** Codes of UTF-16 units order the names, as RFC 8785 demands. */
const inCanonicalOrder = (names: readonly string[]): readonly number[] =>
  names.map((_, index) => index).sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));

/**
 * Makes the function that writes a case's row `{"sides": [{"amounts": {…}, "outcome": …}], "unit": …}` in its RFC 8785 form. It is put together
 * by hand, since a million of them are written in a run; `amountNames` are those of each side. Texts must be well-formed Unicode.
 */
export const createLeafText = (amountNames: readonly (readonly string[])[]): ((unit: string, sides: readonly LeafSide[]) => string) => {
  const shapes = amountNames.map((names) => {
    const order = inCanonicalOrder(names);
    return order.map((index, at) => ({ index, prefix: `${at === 0 ? '' : ','}${JSON.stringify(names[index])}:` }));
  });
  return (unit, sides) => {
    let text = '{"sides":[';
    for (let side = 0; side < shapes.length; side++) {
      const { outcome, amounts } = sides[side] as LeafSide;
      text += side === 0 ? '{"amounts":{' : ',{"amounts":{';
      for (const { index, prefix } of shapes[side] as (typeof shapes)[number]) {
        const amount = amounts[index] as string | null;
        text += amount === null ? `${prefix}null` : `${prefix}"${amount}"`;
      }
      text += `},"outcome":${JSON.stringify(outcome)}}`;
    }
    return `${text}],"unit":${JSON.stringify(unit)}}`;
  };
};

/** A leaf's data: HMAC-SHA-256 of the row's text under the unit's salt. */
export const leafData = (salt: Uint8Array, rowText: string): Uint8Array => createHmac('sha256', salt).update(rowText, 'utf8').digest();
