/** Decides chunks of units by one policy at one date. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { Column, ColumnTable } from '../model/column.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import { compileColumns } from '../policy/column-program.ts';
import type { SideColumns } from './chunk-sides.ts';

export type SideProgram = (table: ColumnTable) => SideColumns;

const BYTE_CODES_MAX = 256;

/** The column's codes as places in `outcomes`. */
const outcomeCodes = (column: Column | undefined, units: number, outcomes: readonly string[]): SideColumns['outcomes'] => {
  if (column?.kind !== 'code') throw new TypeError('an outcome is a column of codes');
  const { cells, nulls } = column;
  const undetermined = outcomes.indexOf(UNDETERMINED);
  const places = column.texts.map((text) => outcomes.indexOf(text));
  const codes = outcomes.length <= BYTE_CODES_MAX ? new Uint8Array(units) : new Uint32Array(units);
  for (let row = 0; row < units; row++) {
    const place = nulls !== undefined && nulls[row] === 1 ? undetermined : places[cells[row] as number];
    if (place === undefined || place < 0) throw new TypeError('an outcome that was not declared');
    codes[row] = place;
  }
  return codes;
};

/** `outcomes` are those of the whole impact; `further` names decisions that are asked for besides the outcome and the amounts. */
export const createSideProgram = (
  { policy, date }: ImpactJobSide,
  outcomes: readonly string[],
  further: readonly string[],
): SideProgram => {
  const kept = [...new Set([policy.outcome, ...policy.amounts, ...further])];
  const program = compileColumns(policy, date, { decisions: kept });
  return (table) => {
    const decisions = program.evaluate(table);
    return { outcomes: outcomeCodes(decisions.get(policy.outcome), table.units, outcomes), decisions };
  };
};
