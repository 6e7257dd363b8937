/** feelin, the other FEEL in TypeScript, through its public face; it parses the expression anew for each context. */
import { rowsOf, tallyRows } from './by-row.ts';
import { type Engine, loadPeer } from './engine.ts';
import { MULTIPLIERS, VERSIONS, type Version } from './task.ts';

type Feelin = { evaluate(expression: string, context: unknown): unknown };

const expressionOf = ({ limits, rate }: Version): string => `{
  threshold: [${limits.join(', ')}][size] * [${MULTIPLIERS.join(', ')}][region + 1],
  missing: threshold - income * 100,
  outcome: if abs(missing) * 10 <= threshold then 2 else if missing < 0 then 1 else 0,
  benefit: if outcome = 0 then floor((missing * ${rate} + 5000) / 10000) else 0
}`;

type Decided = { readonly outcome: number; readonly benefit: number };

const decidedBy = (result: unknown): Decided => {
  const value = typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
  return value as Decided;
};

export const feelin: Engine = {
  rows: 1_000,
  runs: 3,
  prepare: async (citizens) => {
    const { evaluate } = loadPeer<Feelin>('feelin');
    const [before, after] = VERSIONS.map(expressionOf) as [string, string];
    const rows = rowsOf(citizens);
    return () => {
      const tally = tallyRows();
      for (const row of rows) {
        const [first, second] = [decidedBy(evaluate(before, row)), decidedBy(evaluate(after, row))];
        tally.add([Number(first.outcome), Number(second.outcome), Number(first.benefit), Number(second.benefit)]);
      }
      return tally.answer();
    };
  },
};
