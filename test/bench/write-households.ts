/** Writes a made-up population for K-TAP as two CSV files: households and their persons, the same for the same number. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Mapping } from '../../src/engine/model/index.ts';

const BUFFER_CHARS = 1 << 20;

/** Mulberry32: small, fast and well enough spread for made-up people. */
const drawing = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const lineWriter = (path: string, header: string) => {
  const file = openSync(path, 'w');
  let pending = `${header}\n`;
  const flush = (): void => {
    writeSync(file, pending);
    pending = '';
  };
  return {
    line: (cells: readonly (string | number | boolean)[]): void => {
      pending += `${cells.join(',')}\n`;
      if (pending.length > BUFFER_CHARS) flush();
    },
    close: (): void => {
      flush();
      closeSync(file);
    },
  };
};

const UNIT_COLUMNS = ['KY', 'is_demographic_tanf_eligible', 'spm_unit_size', 'spm_unit_cash_assets', 'childcare_expenses'];
const MEMBER_COLUMNS = [
  'age',
  'is_adult',
  'is_tax_unit_dependent',
  'is_incapable_of_self_care',
  'tanf_gross_earned_income',
  'tanf_gross_unearned_income',
  'child_support_received',
  'care_expenses',
];

/** Drawn evenly: 2.3 persons to a household with one or two adults. */
const CHILDREN = [0, 0, 1, 1, 2];

const cents = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

/** One household in three earns little, so that many of the rules' branches are taken. */
export const writeHouseholds = (
  paths: { readonly units: string; readonly members: string },
  units: number,
): { readonly members: number } => {
  const draw = drawing(20_230_216);
  const unitLines = lineWriter(paths.units, ['hid', ...UNIT_COLUMNS].join(','));
  const memberLines = lineWriter(paths.members, ['hid', ...MEMBER_COLUMNS].join(','));
  let members = 0;
  for (let hid = 1; hid <= units; hid++) {
    const adults = 1 + draw(2);
    const children = CHILDREN[draw(CHILDREN.length)] as number;
    const earnedMax = draw(3) === 0 ? 90_000 : 600_000;
    unitLines.line([hid, draw(20) > 0, children > 0, adults + children, cents(draw(1_200_000)), cents(draw(4) === 0 ? draw(40_000) : 0)]);
    for (let person = 0; person < adults + children; person++) {
      const adult = person < adults;
      const support = !adult && draw(4) === 0 ? draw(15_000) : 0;
      const earned = adult && draw(4) > 0 ? draw(earnedMax) : 0;
      const unearned = support + (adult && draw(3) === 0 ? draw(50_000) : 0);
      memberLines.line([
        hid,
        adult ? 18 + draw(60) : draw(18),
        adult,
        !adult,
        draw(50) === 0,
        cents(earned),
        cents(unearned),
        cents(support),
        cents(0),
      ]);
      members++;
    }
  }
  unitLines.close();
  memberLines.close();
  return { members };
};

/** Every input is the column of its name. */
export const householdMapping: Mapping = {
  kind: 'mapping',
  units: { key: 'hid' },
  members: { key: 'hid', fields: Object.fromEntries(MEMBER_COLUMNS.map((name) => [name, name])) },
  inputs: Object.fromEntries(UNIT_COLUMNS.map((name) => [name, name])),
};
