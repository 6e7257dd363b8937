/** Times that lie after this machine's clock: nobody can have seen them, or the clock is wrong. */

/** `what` states the time `at`, ISO 8601. */
export type StatedTime = { readonly what: string; readonly at: string };

/** Clocks that nobody looks after differ by so much. */
const TOLERANCE_MS = 5 * 60 * 1_000;

/** A sentence for each that lies after `now`, ISO 8601. Which of the two clocks is right is not for a verifier to say: it refuses nothing. */
export const futureTimes = (stated: readonly StatedTime[], now: string): readonly string[] => {
  const future = stated.filter(({ at }) => Date.parse(at) > Date.parse(now) + TOLERANCE_MS);
  const sentences = future.map(
    ({ what, at }) =>
      `When: ${what} states ${at}, which lies after this machine's clock, ${now}. One of the two is wrong, and that time shows nothing.`,
  );
  return [...new Set(sentences)];
};
