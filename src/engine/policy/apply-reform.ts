/** A reform applied to the policy version it names, giving another policy. */
import { didYouMean, wholeKey } from '../feel/index.ts';
import { isJsonObject } from '../model/json.ts';
import { isWithin, pointerParts, pointerTo, valueAt } from '../model/json-pointer.ts';
import type { PolicyDocument, ReformDocument } from '../model/policy-document.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import { checkPolicy } from './check-policy.ts';
import { mergePatch } from './merge-patch.ts';

const PATCH = '/patch';

/** The place in the patch that a place in the patched policy comes from: the deepest part of it that the patch has. */
const inPatch = (reform: ReformDocument, pointer: string): string => {
  let place = PATCH;
  for (const part of pointerParts(pointer)) {
    const inner = pointerTo(place, part);
    if (valueAt(reform, inner) === undefined) break;
    place = inner;
  }
  return place;
};

/** The problem at its place in the reform. Where the patch has only what holds the place, the text that a range counts in is not there. */
const inReform = (reform: ReformDocument, { range, fix, ...problem }: Problem): Problem => {
  const { pointer = '' } = problem;
  const place = inPatch(reform, pointer);
  if (place !== PATCH + pointer) return { ...problem, pointer: place };
  return { ...problem, pointer: place, ...(range !== undefined && { range }), ...(fix !== undefined && { fix }) };
};

/** Inputs, parameters and decisions that the patch changes although the policy has none of that name, and that it does not make whole. */
const strangers = (policy: PolicyDocument, reform: ReformDocument): Problem[] =>
  (['inputs', 'parameters', 'decisions'] as const).flatMap((section) => {
    const changes = reform.patch[section];
    const known = Object.keys(policy[section]);
    if (!isJsonObject(changes)) return [];
    return Object.entries(changes).flatMap(([name, change]): Problem[] => {
      const isNew = isJsonObject(change) && change.type !== undefined;
      if (known.includes(name) || isNew) return [];
      const pointer = pointerTo(PATCH, section, name);
      return [{ pointer, message: `the policy has no ${section.slice(0, -1)} "${name}"`, ...didYouMean(name, known, wholeKey(name)) }];
    });
  });

/**
 * Applies the reform's merge patch and checks the result like any policy. The result keeps the id and version of the policy that
 * was changed. Problems point into the reform; `invalid` where the policy is another one than the reform names.
 */
export const applyReform = (policy: PolicyDocument, reform: ReformDocument, name = reform.id): Result<PolicyDocument> => {
  const { of } = reform;
  if (of.policy !== policy.id || of.version !== policy.version) {
    const message = `the reform changes ${of.policy}@${of.version}, and this is ${policy.id}@${policy.version}`;
    return { ok: false, failure: { kind: 'invalid', message, problems: [{ document: name, pointer: '/of', message }] } };
  }
  const strange = strangers(policy, reform);
  const isStrange = ({ pointer = '' }: Problem): boolean => strange.some((problem) => isWithin(pointer, problem.pointer as string));
  const checked = checkPolicy(mergePatch(policy, reform.patch));
  if (checked.ok && strange.length === 0) return checked;
  const found = checked.ok ? [] : (checked.failure.problems ?? []);
  const problems = [...strange, ...found.map((problem) => inReform(reform, problem)).filter((problem) => !isStrange(problem))];
  return mistakesIn(`the policy that the reform ${name} gives`, problems, name);
};
