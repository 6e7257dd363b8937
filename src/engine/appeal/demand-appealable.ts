/** Whether an appeal can be decided at all, asked before a run of it is started. */
import { loadSide } from '../impact/planned-side.ts';
import type { Json } from '../model/json.ts';
import type { Reader } from '../store/handle.ts';
import { applyEvidence } from './apply-evidence.ts';
import { mergedInputs } from './case-facts.ts';
import { loadCase } from './load-case.ts';

/** Refuses as the first steps of the run would: for a run or case that is not there, and for evidence that does not fit. */
export const demandAppealable = (
  reader: Reader,
  appeal: { readonly run: string; readonly unit: string; readonly evidence: Json },
): void => {
  const { inputs, sides } = loadCase(reader, appeal.run, appeal.unit);
  const policies = sides.map((side) => loadSide(reader, side).policy);
  applyEvidence({ inputs, types: mergedInputs(policies), evidence: appeal.evidence });
};
