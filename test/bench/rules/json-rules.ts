/** json-rules-engine: conditions over facts; the threshold is a computed fact, as its documentation advises. */
import { type Row, rowsOf, tallyRows } from './by-row.ts';
import { type Engine, loadPeer } from './engine.ts';
import { MULTIPLIERS, VERSIONS, type Version } from './task.ts';

type Almanac = { factValue(name: string): Promise<number> };
type Rules = {
  addRule(rule: unknown): void;
  addFact(name: string, compute: (parameters: unknown, almanac: Almanac) => Promise<number>): void;
  run(facts: unknown): Promise<{ readonly events: readonly { readonly type: string; readonly params: { readonly outcome: number } }[] }>;
};
type JsonRules = { Engine: new () => Rules };

const missingOf = ({ limits }: Version, { income, size, region }: Row): number =>
  (limits[size - 1] as number) * (MULTIPLIERS[region] as number) - income * 100;

const engineOf = ({ Engine }: JsonRules, version: Version): Rules => {
  const engine = new Engine();
  const threshold = async (almanac: Almanac): Promise<number> =>
    (version.limits[(await almanac.factValue('size')) - 1] as number) * (MULTIPLIERS[await almanac.factValue('region')] as number);
  engine.addFact('missing', async (_, almanac) => (await threshold(almanac)) - (await almanac.factValue('income')) * 100);
  engine.addFact('beyond', async (_, almanac) => Math.abs(await almanac.factValue('missing')) * 10 - (await threshold(almanac)));
  const rule = (outcome: number, all: readonly unknown[]): void =>
    engine.addRule({ conditions: { all }, event: { type: 'outcome', params: { outcome } } });
  const near = { fact: 'beyond', operator: 'lessThanInclusive', value: 0 };
  const far = { fact: 'beyond', operator: 'greaterThan', value: 0 };
  rule(2, [near]);
  rule(0, [far, { fact: 'missing', operator: 'greaterThanInclusive', value: 0 }]);
  rule(1, [far, { fact: 'missing', operator: 'lessThan', value: 0 }]);
  return engine;
};

export const jsonRules: Engine = {
  rows: 10_000,
  runs: 3,
  prepare: async (citizens) => {
    const peer = loadPeer<JsonRules>('json-rules-engine');
    const engines = VERSIONS.map((version) => engineOf(peer, version));
    const rows = rowsOf(citizens);
    return async () => {
      const tally = tallyRows();
      for (const row of rows) {
        const decided: [number, number][] = [];
        for (const [index, engine] of engines.entries()) {
          const outcome = (await engine.run(row)).events[0]?.params.outcome ?? -1;
          const version = VERSIONS[index] as Version;
          decided.push([outcome, outcome === 0 ? Math.floor((missingOf(version, row) * version.rate + 5000) / 10_000) : 0]);
        }
        const [before, after] = decided as [[number, number], [number, number]];
        tally.add([before[0], after[0], before[1], after[1]]);
      }
      return tally.answer();
    };
  },
};
