/** Bounds of values that come in from outside: within them every walk over a value stays within the stack, comes to its end, and loses nothing. */

/** As of documents. */
export const LEVELS_MAX = 100;
/** Lists and objects that hang together in a circle, or in each other many times over, have parts without end. */
const PARTS_MAX = 5_000_000;

/** What is wrong with the value's shape, whatever it is; undefined where nothing is. */
export const shapeMistake = (value: unknown): { readonly message: string; readonly expected: string } | undefined => {
  const waiting: unknown[] = [value];
  const levels: number[] = [0];
  for (let parts = 0; waiting.length > 0; ) {
    const part = waiting.pop();
    const level = levels.pop() ?? 0;
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) continue;
    if (level >= LEVELS_MAX) return { message: 'lists and objects are nested too deep', expected: `at most ${LEVELS_MAX} levels` };
    // Readers of JSON would drop it without a word.
    if (Object.hasOwn(part, '__proto__')) return { message: 'a member is named "__proto__"', expected: 'another name' };
    const inside = Object.values(part);
    parts += inside.length;
    if (parts > PARTS_MAX) return { message: 'there are too many values', expected: `at most ${PARTS_MAX} in all` };
    for (const inner of inside) {
      if (typeof inner !== 'object' || inner === null) continue;
      waiting.push(inner);
      levels.push(level + 1);
    }
  }
  return undefined;
};
