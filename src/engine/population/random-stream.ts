/** Seeded random numbers that are the same on every machine: whole numbers only, no function of the platform. */
import { sha256 } from '../model/sha256.ts';

/** The greatest bound of `below`: products with a draw of 32 bits then stay exact in a double. */
const BOUND_MAX = 1 << 20;

/**
 * xoshiro128** 1.1 (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", 2021) with the first 16 bytes of the seed's
 * SHA-256 as its state. For synthetic data; never for secrets.
 */
export class RandomStream {
  private readonly state: Uint32Array;

  constructor(seed: string) {
    const digest = sha256(seed);
    const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    this.state = Uint32Array.from({ length: 4 }, (_, i) => view.getUint32(i * 4, true));
  }

  /** The next 32 bits. */
  next(): number {
    const [s0, s1, s2, s3] = this.state as unknown as [number, number, number, number];
    const product = Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    this.state[1] = s1 ^ t2;
    this.state[0] = s0 ^ t3;
    this.state[2] = t2 ^ shifted;
    this.state[3] = rotated(t3, 11);
    return product;
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > BOUND_MAX) throw new RangeError(`${bound} is no bound for a random number`);
    return Math.floor((this.next() * bound) / 2 ** 32);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in `perMille` of a thousand cases. */
  chance(perMille: number): boolean {
    return this.below(1_000) < perMille;
  }

  /** One of the items, by their weights. */
  pick<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let left = this.below(items.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of items) {
      if (left < weight) return item;
      left -= weight;
    }
    throw new RangeError('nothing to pick from');
  }

  /** A draw from a distribution that is given by its quantiles at equal steps of probability, straight between them. */
  quantile(quantiles: readonly number[]): number {
    const steps = quantiles.length - 1;
    const position = this.below(steps * 1_024);
    const step = Math.floor(position / 1_024);
    const low = quantiles[step] as number;
    return low + Math.floor((((quantiles[step + 1] as number) - low) * (position % 1_024)) / 1_024);
  }
}

const rotated = (value: number, bits: number): number => ((value << bits) | (value >>> (32 - bits))) >>> 0;
