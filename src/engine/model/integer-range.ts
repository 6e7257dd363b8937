/** Which integers the machine's numbers hold: doubles without a gap, and 32 and 64 bits with a sign. */

/** Below 2^53 in size: doubles count on by one as far as this. */
export const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const I32_END = 1n << 31n;
const I64_END = 1n << 63n;

/** Of one integer, or of all from `low` to `high`. */
export const isSafe = (low: bigint, high: bigint = low): boolean => low >= -SAFE_MAX && high <= SAFE_MAX;
export const isI32 = (low: bigint, high: bigint = low): boolean => low >= -I32_END && high < I32_END;
export const isI64 = (low: bigint, high: bigint = low): boolean => low >= -I64_END && high < I64_END;
