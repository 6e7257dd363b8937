/** Identifiers that sort by the time they were made: UUID version 7 (RFC 9562, 5.7). */

/** Bits 11 to 0 of a counter; it starts with its highest bit clear, so that there is always room to count. */
const COUNTER_MAX = 0xfff;
const COUNTER_START_MASK = 0x7ff;

/**
 * Every identifier is greater than the one before, also within one millisecond and after the clock was set back: the 12 bits behind the time are
 * a counter with a random start (RFC 9562, 6.2, method 1), the other 62 bits are random.
 */
export const createUuidV7 = (world: {
  readonly nowMs: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}): (() => string) => {
  let ms = 0;
  let counter = 0;
  return () => {
    const bytes = Buffer.from(world.randomBytes(16));
    const now = world.nowMs();
    if (now <= ms && counter < COUNTER_MAX) counter += 1;
    else {
      ms = Math.max(now, ms + 1);
      counter = bytes.readUInt16BE(6) & COUNTER_START_MASK;
    }
    bytes.writeUIntBE(ms, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
};
