/** The policies and templates that a template names. */

import { isJsonObject, type Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { BlockDocument, TemplateStep } from '../model/template-document.ts';
import { MARK } from './compile-expression.ts';
import { IMPACT } from './compile-work.ts';
import { eachStep } from './each-step.ts';

export type StatedReference = {
  readonly kind: 'policy' | 'workflow';
  /** `id` or `id@version`, as the document says it. */
  readonly reference: string;
  readonly pointer: string;
  /** A run of the template uses what it was when the run started. What an `impact` step names is pinned by the run that the step starts. */
  readonly isPinned: boolean;
};

const constantPolicy = (value: Json | undefined, pointer: string, isPinned: boolean): readonly StatedReference[] =>
  typeof value === 'string' && !value.startsWith(MARK) ? [{ kind: 'policy', reference: value, pointer, isPinned }] : [];

const referencesOf = (step: TemplateStep, at: string): readonly StatedReference[] => {
  switch (step.type) {
    case 'rules':
      return constantPolicy(step.policy, pointerTo(at, 'policy'), true);
    case 'workflow':
      return [{ kind: 'workflow', reference: step.template, pointer: pointerTo(at, 'template'), isPinned: true }];
    case 'impact': {
      const { reforms } = step;
      const named = (Array.isArray(reforms) ? (reforms as readonly Json[]) : []).map((side, index) => ({
        value: isJsonObject(side) ? side.reference : undefined,
        pointer: pointerTo(at, 'reforms', index, 'reference'),
      }));
      return [
        { kind: 'workflow', reference: IMPACT, pointer: pointerTo(at, 'type'), isPinned: true },
        ...constantPolicy(step.baseline, pointerTo(at, 'baseline'), false),
        ...named.flatMap(({ value, pointer }) => constantPolicy(value, pointer, false)),
      ];
    }
    default:
      return [];
  }
};

/** Those that stand there as texts; what an expression gives is known when it runs. */
export const statedReferences = (document: BlockDocument, isSound?: (pointer: string) => boolean): readonly StatedReference[] =>
  eachStep(document, isSound).flatMap(({ step, pointer, isSound: sound }) => (sound ? referencesOf(step, pointer) : []));

/** One problem for each reference to what is not there. `exists` asks the workspace; a policy may also be a reform. */
export const checkReferences = (
  references: readonly StatedReference[],
  exists: (kind: StatedReference['kind'], reference: string) => boolean,
): readonly Problem[] =>
  references
    .filter(({ kind, reference }) => !exists(kind, reference))
    .map(({ kind, reference, pointer }) => ({
      pointer,
      message: `there is no ${kind === 'policy' ? 'policy or reform' : 'workflow'} "${reference}" in this workspace`,
      expected: 'the id of a published document, with or without its version: "id@1.0.0"',
    }));
