/** The ZEN engine of GoRules: a decision of one expression node per version, on decimals of its own. */
import { rowsOf, tallyRows } from './by-row.ts';
import { type Engine, loadPeer } from './engine.ts';
import { MULTIPLIERS, VERSIONS, type Version } from './task.ts';

type Decision = { evaluate(context: unknown): Promise<{ readonly result: Readonly<Record<string, unknown>> }> };
type Zen = { ZenEngine: new () => { createDecision(content: unknown): Decision } };

const contentOf = ({ limits, rate }: Version): unknown => ({
  nodes: [
    { id: 'in', type: 'inputNode', name: 'request', position: { x: 0, y: 0 } },
    {
      id: 'rule',
      type: 'expressionNode',
      name: 'rule',
      position: { x: 1, y: 0 },
      content: {
        expressions: [
          { id: '1', key: 'threshold', value: `[${limits.join(', ')}][size - 1] * [${MULTIPLIERS.join(', ')}][region]` },
          { id: '2', key: 'missing', value: '$.threshold - income * 100' },
          { id: '3', key: 'outcome', value: 'abs($.missing) * 10 <= $.threshold ? 2 : ($.missing < 0 ? 1 : 0)' },
          { id: '4', key: 'benefit', value: `$.outcome == 0 ? floor(($.missing * ${rate} + 5000) / 10000) : 0` },
        ],
      },
    },
    { id: 'out', type: 'outputNode', name: 'response', position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: 'e1', type: 'edge', sourceId: 'in', targetId: 'rule' },
    { id: 'e2', type: 'edge', sourceId: 'rule', targetId: 'out' },
  ],
});

export const zen: Engine = {
  rows: 10_000,
  runs: 3,
  prepare: async (citizens) => {
    const { ZenEngine } = loadPeer<Zen>('@gorules/zen-engine');
    const engine = new ZenEngine();
    const [before, after] = VERSIONS.map((version) => engine.createDecision(contentOf(version))) as [Decision, Decision];
    const rows = rowsOf(citizens);
    return async () => {
      const tally = tallyRows();
      for (const row of rows) {
        const [first, second] = [(await before.evaluate(row)).result, (await after.evaluate(row)).result];
        tally.add([Number(first.outcome), Number(second.outcome), Number(first.benefit), Number(second.benefit)]);
      }
      return tally.answer();
    };
  },
};
