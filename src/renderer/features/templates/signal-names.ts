/** The signals that a template's steps wait for. */
import type { Json } from '../../../engine/model/index.ts';
import { templateSteps } from './template-steps.ts';

export const signalNames = (document: Json): readonly string[] => [
  ...new Set(
    templateSteps(document).flatMap((row) => (row.type === 'step' && typeof row.step.signal === 'string' ? [row.step.signal] : [])),
  ),
];
