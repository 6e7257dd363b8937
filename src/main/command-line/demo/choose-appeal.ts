/** Picks a refused case that corrected evidence could turn: somebody's earnings were recorded too high. */
import type { Engine } from '../../../engine/contract.ts';
import type { CaseExplanation, Json } from '../../../engine/model/index.ts';
import { ask } from '../engine-calls.ts';

/** Refused cases looked at before the last one is taken as it is. */
const CANDIDATES_MAX = 40;
const EARNED = 'tanf_gross_earned_income';

export type ChosenAppeal = { readonly unit: string; readonly evidence: Json };

type Member = { readonly [field: string]: Json };

const membersOf = (explanation: CaseExplanation): readonly Member[] => {
  const { members } = explanation.inputs;
  return Array.isArray(members) ? (members as readonly Member[]) : [];
};

const decisionOf = (explanation: CaseExplanation, name: string): string | undefined =>
  explanation.reforms[0]?.decisions.find((decision) => decision.name === name)?.value;

/** The one earner of a household that would qualify but for its income; undefined where this case is not of that kind. */
const correctable = (explanation: CaseExplanation): number | undefined => {
  if (decisionOf(explanation, 'ky_ktap_income_eligible') !== 'false' || decisionOf(explanation, 'ky_ktap_resource_eligible') !== 'true')
    return undefined;
  if (explanation.inputs.is_demographic_tanf_eligible !== true || explanation.inputs.KY !== true) return undefined;
  const earners = membersOf(explanation).flatMap((member, index) => (member[EARNED] === '0' ? [] : [index]));
  return earners.length === 1 ? earners[0] : undefined;
};

export const chooseAppeal = async (engine: Engine, run: string): Promise<ChosenAppeal | undefined> => {
  const { cases } = await ask(engine, 'case.list', { run, from: 'NOT_ELIGIBLE', to: 'NOT_ELIGIBLE', limit: CANDIDATES_MAX });
  for (const { unit } of cases) {
    const index = correctable(await ask(engine, 'case.explain', { run, unit }));
    if (index === undefined) continue;
    const note = 'The pay slip shows that the job ended in the month before.';
    return { unit, evidence: { members: [{ index, set: { [EARNED]: '0.00' } }], note } };
  }
  return undefined;
};
