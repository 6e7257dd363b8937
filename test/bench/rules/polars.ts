/** nodejs-polars over integers: it has no exact decimal arithmetic that rounds half up, so it is given scaled numbers. */
import { type Engine, loadPeer } from './engine.ts';
import { type Answer, MULTIPLIERS, OUTCOMES, VERSIONS, type Version } from './task.ts';

type Expression = {
  [method in 'mul' | 'sub' | 'plus' | 'abs' | 'ltEq' | 'lt' | 'eq' | 'div' | 'floor' | 'alias' | 'sum' | 'cast']: (
    ...operands: unknown[]
  ) => Expression;
};
type When = { then(value: unknown): { when(condition: unknown): When; otherwise(value: unknown): Expression } };
type Frame = {
  lazy(): Lazy;
};
type Lazy = {
  withColumns(...columns: Expression[]): Lazy;
  groupBy(names: readonly string[], keepOrder: boolean): { agg(...columns: Expression[]): Lazy };
  collectSync(): { toRecords(): readonly Record<string, number>[] };
};
type Polars = {
  DataFrame(columns: Record<string, unknown>): Frame;
  Series(name: string, values: unknown, type?: unknown): unknown;
  Int64: unknown;
  col(name: string): Expression;
  lit(value: unknown): Expression;
  len(): Expression;
  when(condition: unknown): When;
};

/** A value by code, as the chain of conditions that polars knows. */
const choose = (pl: Polars, column: string, values: readonly number[], from: number): Expression => {
  let chain = pl.when(pl.col(column).eq(pl.lit(from))).then(pl.lit(values[0]));
  values.slice(1, -1).forEach((value, index) => {
    chain = chain.when(pl.col(column).eq(pl.lit(from + index + 1))).then(pl.lit(value));
  });
  return chain.otherwise(pl.lit(values.at(-1))).cast(pl.Int64);
};

const outcomeOf = (pl: Polars, threshold: string): Expression => {
  const missing = pl.col(threshold).sub(pl.col('income').mul(pl.lit(100)));
  return pl
    .when(missing.abs().mul(pl.lit(10)).ltEq(pl.col(threshold)))
    .then(pl.lit(2))
    .when(missing.lt(pl.lit(0)))
    .then(pl.lit(1))
    .otherwise(pl.lit(0));
};

const benefitOf = (pl: Polars, { rate }: Version, version: number): Expression => {
  const missing = pl.col(`t${version}`).sub(pl.col('income').mul(pl.lit(100)));
  const rounded = missing.mul(pl.lit(rate)).plus(pl.lit(5000)).div(pl.lit(10_000)).floor();
  return pl
    .when(pl.col(`o${version}`).eq(pl.lit(0)))
    .then(rounded)
    .otherwise(pl.lit(0));
};

export const polars: Engine = {
  rows: 1_000_000,
  runs: 9,
  env: { POLARS_MAX_THREADS: '1' },
  prepare: async ({ income, size, region }) => {
    const loaded = loadPeer<Polars & { default?: Polars }>('nodejs-polars');
    const pl = loaded.default ?? loaded;
    const integers = (name: string, values: ArrayLike<number>): unknown => pl.Series(name, Array.from(values), pl.Int64);
    const frame = pl.DataFrame({ income: integers('income', income), size: integers('size', size), region: integers('region', region) });
    const query = (): Lazy =>
      frame
        .lazy()
        .withColumns(
          ...VERSIONS.map(({ limits }, version) =>
            choose(pl, 'size', limits, 1)
              .mul(choose(pl, 'region', MULTIPLIERS, 0))
              .alias(`t${version}`),
          ),
        )
        .withColumns(...VERSIONS.map((_, version) => outcomeOf(pl, `t${version}`).alias(`o${version}`)))
        .withColumns(...VERSIONS.map((own, version) => benefitOf(pl, own, version).alias(`b${version}`)))
        .groupBy(['o0', 'o1'], false)
        .agg(pl.len().alias('count'), pl.col('b0').sum(), pl.col('b1').sum());
    return (): Answer => {
      const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
      const paid: [number, number] = [0, 0];
      for (const { o0, o1, count, b0, b1 } of query().collectSync().toRecords() as readonly {
        [name in 'o0' | 'o1' | 'count' | 'b0' | 'b1']: number;
      }[]) {
        matrix[o0 * OUTCOMES.length + o1] = Number(count);
        paid[0] += Number(b0);
        paid[1] += Number(b1);
      }
      return { matrix, paid };
    };
  },
};
