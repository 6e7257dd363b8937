/** The constants of SHA-256, computed as the standard defines them (FIPS 180-4, 4.2.2 and 5.3.3). */

const isPrime = (n: number): boolean => {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
};

const primes = (count: number): readonly bigint[] => {
  const found: bigint[] = [];
  for (let n = 2; found.length < count; n++) if (isPrime(n)) found.push(BigInt(n));
  return found;
};

/** floor(n ^ (1 / degree)), by halving. */
const integerRoot = (n: bigint, degree: bigint): bigint => {
  let low = 0n;
  let high = 1n << 64n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= n) low = middle;
    else high = middle;
  }
  return low;
};

/** First 32 bits of the fractional part of a prime's root (FIPS 180-4, 4.2.2 and 5.3.3). */
const fraction = (prime: bigint, degree: bigint): number => Number(BigInt.asUintN(32, integerRoot(prime << (32n * degree), degree)));

/** Of the cube roots of the first 64 primes. */
export const roundConstants = (): readonly number[] => primes(64).map((prime) => fraction(prime, 3n));

/** Of the square roots of the first 8 primes. */
export const initialHash = (): readonly number[] => primes(8).map((prime) => fraction(prime, 2n));
