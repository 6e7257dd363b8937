/** Text that cannot steer the terminal it is shown on. */

/** Control characters (C0, DEL, C1), line separators, and the marks that reorder what stands around them. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

const escaped = (character: string): string => {
  const inJson = JSON.stringify(character).slice(1, -1);
  return inJson === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : inJson;
};

/** The text as one line, with what could steer a terminal written as JSON escapes it. JSON stays the same JSON. */
export const printable = (text: string): string => text.replace(STEERING, escaped);
