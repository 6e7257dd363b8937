/** Writes a made-up table of households without members: seven columns with a type each, the same for the same number of rows. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Mapping, PolicyDocument } from '../../src/engine/model/index.ts';

const BUFFER_CHARS = 1 << 20;
const REGIONS = ['north', 'east', 'south', 'west'] as const;
const HEADER = 'id,income,rent,size,region,disabled,since';

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n));
const cents = (n: number): string => `${Math.floor(n / 100)}.${twoDigits(n % 100)}`;

/** A linear congruential generator is random enough for a table that only has to be read. */
const drawing = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
};

export const writeFlatRows = (path: string, rows: number): void => {
  const draw = drawing(7);
  const file = openSync(path, 'w');
  let pending = `${HEADER}\n`;
  for (let id = 1; id <= rows; id++) {
    const since = `${1990 + draw(35)}-${twoDigits(1 + draw(12))}-${twoDigits(1 + draw(28))}`;
    pending += `${id},${cents(draw(900_000))},${cents(draw(200_000))},${1 + draw(9)},${REGIONS[draw(4)]},${draw(10) === 0},${since}\n`;
    if (pending.length < BUFFER_CHARS) continue;
    writeSync(file, pending);
    pending = '';
  }
  writeSync(file, pending);
  closeSync(file);
};

export const flatPolicy: PolicyDocument = {
  kind: 'policy',
  id: 'flat',
  version: '1.0.0',
  title: 'Flat',
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2, min: '0', max: '1000000' },
    rent: { type: 'decimal', scale: 2, min: '0' },
    size: { type: 'integer', min: 1, max: 20 },
    region: { type: 'enum', values: REGIONS },
    disabled: { type: 'boolean' },
    since: { type: 'date' },
  },
  parameters: {},
  decisions: { outcome: { type: 'enum', values: ['YES', 'NO'], feel: 'if income < 1000 then "YES" else "NO"' } },
  outcome: 'outcome',
  amounts: [],
  tests: [],
};

export const flatMapping: Mapping = {
  kind: 'mapping',
  units: { key: 'id' },
  inputs: { income: 'income', rent: 'rent', size: 'size', region: 'region', disabled: 'disabled', since: 'since' },
};
