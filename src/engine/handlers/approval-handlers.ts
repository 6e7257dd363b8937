/** Approvals: what waits for a person, and what the person decides. */
import { refuse } from '../model/problem.ts';
import { getRun } from '../store/run/run-store.ts';
import { askerOf } from './asker.ts';
import type { Handlers } from './handler.ts';

export const approvalHandlers = {
  'approval.list': (_input, context) => {
    const { viewer, now } = askerOf(context);
    return context.workspace().views.approvals.list(viewer, now);
  },

  'run.decide': async ({ run, step, decision, note, form }, context) => {
    const { views, runner, store } = context.workspace();
    store.read((reader) => getRun(reader, run));
    const approval = await views.approvals.find(run, step, askerOf(context));
    if (approval === undefined) return refuse('conflict', `Step "${step}" of run ${run} does not wait for a decision.`);
    if (!approval.mayDecide.allowed) return refuse('forbidden', approval.mayDecide.why);
    const by = context.actor;
    runner.decide(run, { step, decision, by, ...(note !== undefined && { note }), ...(form !== undefined && { form }) });
    return null;
  },
} satisfies Partial<Handlers>;
