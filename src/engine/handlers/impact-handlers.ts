/** Runs that have commands of their own: impacts, sweeps and appeals, and the cases that they decided. */
import { demandAppealable } from '../appeal/demand-appealable.ts';
import { listCases } from '../impact/case-list.ts';
import { explainCase } from '../impact/explain-case.ts';
import type { ImpactPlan } from '../impact/impact-plan.ts';
import { planImpact } from '../impact/plan-impact.ts';
import type { AppealView } from '../model/appeal.ts';
import type { ImpactSide } from '../model/impact-result.ts';
import { Refusal, refuse } from '../model/problem.ts';
import { readImpactResult } from '../store/impact/impact-store.ts';
import { findAppeal } from '../store/run/appeal-store.ts';
import { getRun } from '../store/run/run-store.ts';
import { readSweepResult } from '../store/sweep/sweep-store.ts';
import { planSweep } from '../sweep/plan-sweep.ts';
import type { SweepPlan } from '../sweep/sweep-plan.ts';
import type { HandlerContext, Handlers } from './handler.ts';
import { given, startRun } from './start-run.ts';

const IMPACT_TEMPLATE = 'impact-analysis';
const SWEEP_TEMPLATE = 'parameter-sweep';
const APPEAL_TEMPLATE = 'appeal-processing';

const getAppeal = (context: HandlerContext, run: string): AppealView =>
  context.workspace().store.read((reader) => {
    const appeal = findAppeal(reader, run);
    if (appeal !== undefined) return appeal;
    getRun(reader, run);
    return refuse('not-found', `Run ${run} has found nothing on an appeal.`);
  });

/** "Housing support, 2025-03-01 → Higher limit, 2025-03-01 · Households of March". */
const impactTitle = ({ baseline, reforms, population }: ImpactPlan): string => {
  const told = ({ title, date }: ImpactSide): string => `${title}, ${date}`;
  return `${told(baseline)} → ${reforms.map(told).join('; ')} · ${population.name}`;
};

/** "Housing support, 2025-03-01: support_rate × child_supplement · Households of March". */
const sweepTitle = ({ policy, axes, population }: SweepPlan): string =>
  `${policy.title}, ${policy.date}: ${axes.map(({ parameter }) => parameter).join(' × ')} · ${population.name}`;

export const impactHandlers = {
  'impact.start': async (input, context) => {
    // What cannot be planned is refused here, so that a slip of the pen leaves no faulted run behind.
    const plan = context.workspace().store.read((reader) => planImpact(reader, input));
    return { run: await startRun(context, IMPACT_TEMPLATE, given(input), { title: impactTitle(plan) }) };
  },

  'impact.result': ({ run }, context) => context.workspace().store.read((reader) => readImpactResult(reader, run)),

  'sweep.start': async (input, context) => {
    // Likewise.
    const plan = context.workspace().store.read((reader) => planSweep(reader, input));
    return { run: await startRun(context, SWEEP_TEMPLATE, given(input), { title: sweepTitle(plan) }) };
  },

  'sweep.result': ({ run }, context) => context.workspace().store.read((reader) => readSweepResult(reader, run)),

  'case.list': (filter, context) => context.workspace().store.read((reader) => listCases(reader, filter)),

  'case.explain': (input, context) => context.workspace().store.read((reader) => explainCase(reader, input)),

  'appeal.file': async ({ run: original, unit, evidence }, context) => {
    // Likewise.
    context.workspace().store.read((reader) => demandAppealable(reader, { run: original, unit, evidence }));
    const run = await startRun(context, APPEAL_TEMPLATE, given({ run: original, unit, evidence }));
    const end = await context.workspace().runner.ended(run);
    if (end.status === 'failed') throw new Refusal(end.failure);
    if (end.status === 'cancelled') return refuse('cancelled', `The appeal's run ${run} was cancelled.`);
    return getAppeal(context, run);
  },

  'appeal.show': ({ run }, context) => getAppeal(context, run),
} satisfies Partial<Handlers>;
