/** The policies that a bundle's run compared, put together from the bundle's own documents. */
import type { TitledSide } from '../../impact/explain-case.ts';
import { type DocumentSource, rebuildSide } from '../../impact/planned-side.ts';
import { Refusal, refuse } from '../../model/problem.ts';
import { checkPolicy } from '../../policy/check-policy.ts';
import { checkReform } from '../../policy/check-reform.ts';
import type { OpenBundle } from './open-bundle.ts';

const inBundle =
  ({ documents }: OpenBundle): DocumentSource =>
  (kind, reference) => {
    const found = documents.find((document) => document.kind === kind && `${document.id}@${document.version}` === reference);
    if (found === undefined) return refuse('not-found', `documents/${kind}/${reference}.json is missing.`);
    if (kind === 'reform') demandSound(checkReform(found.content), found.path);
    return { kind, id: found.id, version: found.version, hash: found.hash, body: found.text };
  };

const demandSound = (checked: ReturnType<typeof checkReform | typeof checkPolicy>, path: string): void => {
  if (checked.ok) return;
  const [problem] = checked.failure.problems ?? [];
  refuse('invalid', `${path}: this program would not publish it: ${problem?.message ?? checked.failure.message}.`);
};

/** Baseline and reforms as they were patched, each with the hash that the plan pins; else a sentence. */
export const bundleSides = (bundle: OpenBundle): readonly TitledSide[] | string => {
  const { baseline, reforms } = bundle.plan.value;
  const source = inBundle(bundle);
  try {
    return [baseline, ...reforms].map((side) => ({ ...rebuildSide(source, side), title: side.title }));
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

/** The same where this program would publish them as they are, so that they can be carried out. */
export const soundSides = (bundle: OpenBundle): readonly TitledSide[] | string => {
  const sides = bundleSides(bundle);
  if (typeof sides === 'string') return sides;
  try {
    for (const { policy, title } of sides) demandSound(checkPolicy(policy), `The policy of "${title}"`);
    return sides;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};
