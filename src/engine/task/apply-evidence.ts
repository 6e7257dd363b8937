/** `evidence.apply`: corrects the facts of a case by what an appeal brings, and says what has changed. */
import { z } from 'zod';
import { applyEvidence } from '../appeal/apply-evidence.ts';
import { mergedInputs } from '../appeal/case-facts.ts';
import { loadSide } from '../impact/planned-side.ts';
import { caseInputsSchema, jsonSchema, plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const evidenceChangeSchema = z.strictObject({ name: z.string(), before: jsonSchema, after: jsonSchema });

export const applyEvidenceTask = defineTask({
  name: 'evidence.apply',
  title: 'Apply the corrected evidence',
  input: z.strictObject({ inputs: caseInputsSchema, sides: z.array(plannedSideSchema).min(1), evidence: jsonSchema }),
  output: z.strictObject({ inputs: caseInputsSchema, changed: z.array(evidenceChangeSchema).readonly(), note: z.string() }),
  idempotent: true,
  pure: true,
  run: ({ inputs, sides, evidence }, context) => {
    const policies = context.read((reader) => sides.map((side) => loadSide(reader, side).policy));
    return applyEvidence({ inputs, types: mergedInputs(policies), evidence });
  },
});
