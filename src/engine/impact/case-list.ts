/** Pages through the cases of an impact run, by their outcomes and by what happened to their amount. */
import { Exact } from '../model/exact.ts';
import type { CaseRow } from '../model/impact-result.ts';
import { refuse } from '../model/problem.ts';
import type { DecodedColumn } from '../population/decoded-column.ts';
import type { Reader } from '../store/handle.ts';
import { findResultColumn, readImpactPlan, readResultColumn, storedChunks } from '../store/impact/impact-store.ts';
import type { SideColumns } from './chunk-sides.ts';
import { openEvaluated } from './evaluated-population.ts';
import type { ImpactPlan } from './impact-plan.ts';
import { pairAmounts } from './paired-amounts.ts';
import { decodeAmounts } from './result-columns.ts';
import { CHANGES, transitionCount, transitionIndex } from './transition-counts.ts';

export type CaseFilter = {
  readonly run: string;
  /** Index of the reform that the baseline is compared with. */
  readonly reform: number;
  /** Outcome under the baseline, and under the reform. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly change: 'gain' | 'loss' | 'none' | 'any';
  /** How many matching cases to pass over, and how many to give. */
  readonly after: number;
  readonly limit: number;
};

/** One side's stored columns for a chunk. */
type Decisions = { readonly codes: SideColumns['outcomes']; readonly amounts: DecodedColumn | undefined };

/** Which places of the transition counts a filter lets through. */
const wantedTransitions = (plan: ImpactPlan, { from, to, change }: CaseFilter): Uint8Array => {
  for (const outcome of [from, to]) {
    if (outcome !== undefined && !plan.outcomes.includes(outcome)) {
      refuse('invalid', `This run has no outcome "${outcome}".`, [
        { message: `unknown outcome "${outcome}"`, expected: plan.outcomes.join(', ') },
      ]);
    }
  }
  const count = plan.outcomes.length;
  const wanted = new Uint8Array(transitionCount(count));
  const matches = (name: string | undefined, code: number): boolean => name === undefined || plan.outcomes[code] === name;
  for (let before = 0; before < count; before++) {
    for (let after = 0; after < count; after++) {
      for (const [code, name] of CHANGES.entries()) {
        if (matches(from, before) && matches(to, after) && (change === 'any' || change === name)) {
          wanted[transitionIndex(before, after, code, count)] = 1;
        }
      }
    }
  }
  return wanted;
};

/** One chunk's stored decisions under the baseline and one other side, with what happened to each case. */
const openChunk = (reader: Reader, run: string, chunk: number, side: number) => {
  const [before, after] = [0, side].map((at) => {
    const outcomes = readResultColumn(reader, { run, chunk, side: at, position: 0 });
    const amounts = findResultColumn(reader, { run, chunk, side: at, position: 1 });
    return { codes: outcomes.cells as SideColumns['outcomes'], amounts };
  }) as [Decisions, Decisions];
  const [left, right] = [before, after].map(({ amounts }) => (amounts === undefined ? undefined : decodeAmounts(amounts)));
  const { changes } = pairAmounts(before.codes.length, left, right);
  return { before, after, changes };
};

const differenceText = (before: string | null, after: string | null): string | null => {
  if (before === null || after === null) return null;
  return (Exact.parse(after) as Exact).subtract(Exact.parse(before) as Exact).toText();
};

/**
 * Matching cases in unit order, and how many there are in all. Counts kept with each chunk tell which chunks have to be opened; the others
 * are passed over. Refusals: 'not-found' for a run that is no impact, 'invalid' for an unknown reform or outcome, 'unreadable'
 * where population or results are not what was stored.
 */
export const listCases = (reader: Reader, filter: CaseFilter): { readonly total: number; readonly cases: readonly CaseRow[] } => {
  const plan = readImpactPlan(reader, filter.run);
  if (plan.reforms[filter.reform] === undefined) refuse('invalid', `This run has ${plan.reforms.length} reforms, counted from 0.`);
  const wanted = wantedTransitions(plan, filter);
  const chunks = storedChunks(reader, filter.run).map(({ chunk, transitions }) => ({
    chunk,
    matches: (transitions[filter.reform] ?? []).reduce((sum, count, i) => sum + (wanted[i] === 1 ? count : 0), 0),
  }));
  const population = openEvaluated(reader, plan);
  const cases: CaseRow[] = [];
  let toSkip = filter.after;
  for (const { chunk, matches } of chunks) {
    if (cases.length === filter.limit) break;
    if (toSkip >= matches) {
      toSkip -= matches;
      continue;
    }
    const { before, after, changes } = openChunk(reader, filter.run, chunk, filter.reform + 1);
    const units = population.chunk(chunk);
    for (let row = 0; row < changes.length && cases.length < filter.limit; row++) {
      const [from, to] = [before.codes[row] as number, after.codes[row] as number];
      if (wanted[transitionIndex(from, to, changes[row] as number, plan.outcomes.length)] === 0 || toSkip-- > 0) continue;
      const amounts = [before, after].map((side) => side.amounts?.text(row) ?? null) as [string | null, string | null];
      cases.push({
        unit: units.unitId(row),
        baseline: { outcome: plan.outcomes[from] as string, amount: amounts[0] },
        reform: { outcome: plan.outcomes[to] as string, amount: amounts[1] },
        change: differenceText(...amounts),
      });
    }
  }
  return { total: chunks.reduce((sum, { matches }) => sum + matches, 0), cases };
};
