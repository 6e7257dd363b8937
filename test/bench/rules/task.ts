/**
 * The task that all engines of the bench `rules` solve: one million citizens under two versions of a rule. Income up to a limit by household
 * size times a multiplier of the region; within 10 % of that the case goes to a person; else who is below gets a share of what is missing,
 * rounded half up to the cent. Asked for: how many cases went from which outcome to which, and what both versions pay.
 */

export const OUTCOMES = ['ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_REVIEW'] as const;
export const REGIONS = ['north', 'east', 'south', 'west'] as const;

/** Hundredths, by region. */
export const MULTIPLIERS = [100, 112, 95, 125] as const;

export type Version = {
  /** Cents, by household size from 1. */
  readonly limits: readonly number[];
  /** Hundredths. */
  readonly rate: number;
};

export const VERSIONS: readonly [Version, Version] = [
  { limits: [125_500, 170_400, 215_200, 260_000, 304_900, 349_700, 394_500, 439_400], rate: 30 },
  { limits: [131_775, 178_920, 225_960, 273_000, 320_145, 367_185, 414_225, 461_370], rate: 25 },
];

/** One entry per citizen. */
export type Citizens = {
  readonly rows: number;
  /** Cents. */
  readonly income: Int32Array;
  /** 1 to 8. */
  readonly size: Uint8Array;
  /** Index into REGIONS. */
  readonly region: Uint8Array;
};

export type Answer = {
  /** By outcome before × 3 + outcome after. */
  readonly matrix: readonly number[];
  /** Cents paid in all, by version. */
  readonly paid: readonly [number, number];
};

const INCOME_MAX_CENTS = 700_000;

/** The same citizens each time: mulberry32 from a fixed seed; every tenth sits exactly on a line, where binary fractions go wrong. */
export const makeCitizens = (rows: number): Citizens => {
  const citizens = { rows, income: new Int32Array(rows), size: new Uint8Array(rows), region: new Uint8Array(rows) };
  let state = 20_260_101;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  for (let row = 0; row < rows; row++) {
    const size = 1 + below(8);
    const region = below(REGIONS.length);
    citizens.size[row] = size;
    citizens.region[row] = region;
    const threshold = ((VERSIONS[below(2)] as Version).limits[size - 1] as number) * (MULTIPLIERS[region] as number);
    const onTheLine = row % 10 === 0;
    citizens.income[row] = onTheLine ? Math.floor((threshold * (9 + below(3))) / 1000) : below(INCOME_MAX_CENTS);
  }
  return citizens;
};

/** The answer in plain integers, beside all engines: thresholds in hundredths of cents, the band in tenths of that. */
export const referenceAnswer = ({ rows, income, size, region }: Citizens): Answer => {
  const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
  const paid: [number, number] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const [before, after] = VERSIONS.map(({ limits, rate }, version) => {
      const threshold = (limits[(size[row] as number) - 1] as number) * (MULTIPLIERS[region[row] as number] as number);
      const missing = threshold - (income[row] as number) * 100;
      if (Math.abs(missing) * 10 <= threshold) return 2;
      if (missing < 0) return 1;
      paid[version as 0 | 1] += Math.floor((missing * rate + 5000) / 10_000);
      return 0;
    }) as [number, number];
    const cell = before * OUTCOMES.length + after;
    matrix[cell] = (matrix[cell] as number) + 1;
  }
  return { matrix, paid };
};

/** The citizens of the first so many rows. */
export const firstRows = ({ income, size, region }: Citizens, rows: number): Citizens => ({
  rows,
  income: income.subarray(0, rows),
  size: size.subarray(0, rows),
  region: region.subarray(0, rows),
});
