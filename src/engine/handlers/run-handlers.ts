/** Runs of workflows: what can be done to them, and what can be asked. */
import { countRuns, listRuns } from '../store/run/run-store.ts';
import { askerOf } from './asker.ts';
import type { Handlers } from './handler.ts';
import { given, startRun } from './start-run.ts';

export const runHandlers = {
  'run.start': async ({ template, input, key }, context) => ({
    run: await startRun(context, template, given(input), key === undefined ? {} : { key }),
  }),

  'run.list': async (input, context) => {
    const { store, views } = context.workspace();
    const { total, runs } = store.read((reader) => ({ total: countRuns(reader, input), runs: listRuns(reader, input) }));
    return { total, runs: await views.list(runs) };
  },

  'run.show': ({ run }, context) => context.workspace().views.show(run, askerOf(context)),

  'run.items': ({ run, step, ...page }, context) => context.workspace().views.items(run, step, { ...page, ...askerOf(context) }),

  'run.cancel': ({ run }, context) => {
    context.workspace().runner.cancel(run);
    return null;
  },

  'run.suspend': ({ run, reason = 'Suspended by hand.' }, context) => {
    context.workspace().runner.suspend(run, reason);
    return null;
  },

  'run.resume': ({ run }, context) => {
    context.workspace().runner.resume(run);
    return null;
  },

  'run.retry': ({ run, step }, context) => {
    context.workspace().runner.retry(run, step);
    return null;
  },

  'run.fork': ({ run, step, input }, context) => {
    const fork = context.workspace().runner.fork(run, step, input && given(input));
    context.workspaceChanged();
    return { run: fork };
  },

  'run.redrive': ({ run, step }, context) => {
    const redriven = context.workspace().runner.redrive(run, step);
    context.workspaceChanged();
    return { run: redriven };
  },

  'run.signal': ({ run, signal, key, id, data }, context) => {
    context.workspace().runner.signal(run, { signal, data, ...(key !== undefined && { key }), ...(id !== undefined && { id }) });
    return null;
  },

  'run.stats': (options, context) => {
    const { views, runner } = context.workspace();
    return views.stats(options, runner.metrics());
  },

  'run.trace': ({ run }, context) => context.workspace().views.trace(run),

  'letter.list': (page, context) => context.workspace().views.letters(page),
} satisfies Partial<Handlers>;
