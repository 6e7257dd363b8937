/** json-logic-engine with its compiler, over integers: it computes with doubles. */
import { rowsOf, tallyRows } from './by-row.ts';
import { type Engine, loadPeer } from './engine.ts';
import { MULTIPLIERS, VERSIONS, type Version } from './task.ts';

type Logic = { build(rule: unknown): (data: unknown) => unknown; addMethod(name: string, method: unknown): void };
type JsonLogic = { LogicEngine: new () => Logic };

const variable = (name: string): unknown => ({ var: name });

const choose = (name: string, values: readonly number[], from: number): unknown => ({
  if: values.flatMap((value, index) => (index === values.length - 1 ? [value] : [{ '===': [variable(name), from + index] }, value])),
});

const thresholdOf = ({ limits }: Version): unknown => ({ '*': [choose('size', limits, 1), choose('region', MULTIPLIERS, 0)] });

const missing: unknown = { '-': [variable('threshold'), { '*': [variable('income'), 100] }] };

const outcome: unknown = {
  if: [
    { '<=': [{ '*': [{ max: [missing, { '-': [0, missing] }] }, 10] }, variable('threshold')] },
    2,
    { '<=': [{ '*': [variable('income'), 100] }, variable('threshold')] },
    0,
    1,
  ],
};

const benefitOf = ({ rate }: Version): unknown => {
  const scaled = { '+': [{ '*': [missing, rate] }, 5000] };
  return { '/': [{ '-': [scaled, { '%': [scaled, 10_000] }] }, 10_000] };
};

export const jsonLogic: Engine = {
  rows: 1_000_000,
  runs: 5,
  prepare: async (citizens) => {
    const { LogicEngine } = loadPeer<JsonLogic>('json-logic-engine');
    const engine = new LogicEngine();
    const rules = VERSIONS.map((version) => ({
      threshold: engine.build(thresholdOf(version)),
      outcome: engine.build(outcome),
      benefit: engine.build(benefitOf(version)),
    }));
    const rows = rowsOf(citizens);
    return () => {
      const tally = tallyRows();
      for (const row of rows) {
        const [before, after] = rules.map((rule) => {
          const data = { ...row, threshold: rule.threshold(row) as number };
          const code = rule.outcome(data) as number;
          return [code, code === 0 ? (rule.benefit(data) as number) : 0] as const;
        }) as [readonly [number, number], readonly [number, number]];
        tally.add([before[0], after[0], before[1], after[1]]);
      }
      return tally.answer();
    };
  },
};
