/** Whether the disclosed decisions follow from the facts beside them and the bundle's own policies: decided once more, here. */

import { factsFor, mergedInputs } from '../../appeal/case-facts.ts';
import { createCaseDecider, type DecidedCase } from '../../impact/explain-case.ts';
import { counted } from '../../model/counted.ts';
import type { CaseSide } from '../../model/explanation.ts';
import { PROGRAM_VERSION } from '../../model/program-version.ts';
import type { Check } from '../../model/trust.ts';
import type { InputTypes } from '../../model/value-type.ts';
import { readCase } from '../../policy/read-case.ts';
import { explanationPath } from '../bundle-paths.ts';
import type { ExplainedCase } from './bundle-shapes.ts';
import { soundSides } from './bundle-sides.ts';
import { bad, good, notChecked } from './check.ts';
import { isSame } from './check-plan.ts';
import type { OpenBundle } from './open-bundle.ts';

export const DECISIONS = 'The disclosed decisions follow from their facts, decided again by this program';

type Values = Pick<CaseSide, 'outcome'> & {
  readonly amounts: readonly { readonly name: string; readonly value: string | null }[];
  readonly decisions: readonly { readonly name: string; readonly value: string }[];
};

/** What was decided under each side, without words. */
const allValues = ({ baseline, reforms }: { readonly baseline: Values; readonly reforms: readonly Values[] }) =>
  [baseline, ...reforms].map(({ outcome, amounts, decisions }) => ({
    outcome,
    amounts: amounts.map(({ name, value }) => ({ name, value })),
    decisions: decisions.map(({ name, value }) => ({ name, value })),
  }));

type Decide = ReturnType<typeof createCaseDecider>;
type ReadCase = { readonly n: number; readonly explanation: ExplainedCase };

/** Facts are read by the types of the policies, as those of an appeal are. */
const decideAgain = (decide: Decide, types: InputTypes, { n, explanation }: ReadCase): DecidedCase | { readonly unread: string } => {
  const { inputs, problems } = readCase({ inputs: types }, factsFor(types, explanation.inputs));
  const [problem] = problems;
  if (problem === undefined) return decide(inputs);
  return { unread: `${explanationPath(n)}: this program cannot read the fact at ${problem.pointer}: ${problem.message}.` };
};

/** Explanations are worded by the program; another version may word them otherwise. */
const compare = (decided: DecidedCase, { n, explanation }: ReadCase, isSameProgram: boolean): Check | undefined => {
  const file = explanationPath(n);
  if (!isSame(allValues(decided), allValues(explanation)))
    return bad(DECISIONS, `${file}: from its facts the bundle's policies decide otherwise than it says.`);
  const { baseline, reforms, flips } = explanation;
  if (isSame(decided, { baseline, reforms, flips })) return undefined;
  return isSameProgram
    ? bad(DECISIONS, `${file}: the reasons in it are not those that this program gives for its facts.`)
    : notChecked(DECISIONS, `${file}: the decisions follow from the facts; the reasons are worded by another version of the program.`);
};

export const checkDecisions = (bundle: OpenBundle): Check => {
  const { cases, manifest } = bundle;
  if (cases.length === 0) return notChecked(DECISIONS, 'No case is disclosed in this bundle.');
  const sides = soundSides(bundle);
  if (typeof sides === 'string') return notChecked(DECISIONS, sides);
  const types = mergedInputs(sides.map(({ policy }) => policy));
  const decide = createCaseDecider(sides);
  let open: Check | undefined;
  for (const { n, explanation } of cases) {
    const at = { n, explanation: explanation() };
    const decided = decideAgain(decide, types, at);
    const found =
      'unread' in decided ? notChecked(DECISIONS, decided.unread) : compare(decided, at, manifest.program.version === PROGRAM_VERSION);
    if (found?.outcome === 'bad') return found;
    open ??= found;
  }
  return (
    open ??
    good(
      DECISIONS,
      `${counted(cases.length, 'case')} decided again from the facts in the bundle, with the same outcomes, amounts and reasons.`,
    )
  );
};
