/** `impact`: baseline against reforms over a population. */
import { type Command, EXIT } from '../command.ts';
import { describeImpact } from '../describe-impact.ts';
import { ask, inWorkspace, publishedReference, waitFor } from '../engine-calls.ts';
import { readCount } from '../read-count.ts';

const WORKERS_MAX = 64;

const readWorkers = (text: string | undefined): { readonly workers?: number } =>
  text === undefined ? {} : { workers: readCount('workers', text, WORKERS_MAX) };

export const impactCommand: Command = {
  name: 'impact',
  summary: 'Evaluates a baseline and its reforms over a population: who gains, who loses, what it costs.',
  positionals: ['ws'],
  options: {
    population: { type: 'string' },
    baseline: { type: 'string' },
    reform: { type: 'string', multiple: true },
    date: { type: 'string' },
    'reform-date': { type: 'string' },
    by: { type: 'string', multiple: true },
    workers: { type: 'string' },
  },
  usage: '<ws> --population N --baseline P --reform R [--reform R2] --date D [--reform-date D2] [--by field …] [--workers n]',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      context.requiredOption('population');
      context.requiredOption('date');
      const baseline = await publishedReference(engine, context.requiredOption('baseline'));
      const named = context.options('reform');
      if (named.length === 0) context.requiredOption('reform');
      const reformDate = context.option('reform-date');
      const reforms: { reference: string; date?: string }[] = [];
      for (const name of named) {
        const reference = await publishedReference(engine, name);
        reforms.push(reformDate === undefined ? { reference } : { reference, date: reformDate });
      }
      const { run } = await ask(engine, 'impact.start', {
        population: context.requiredOption('population'),
        baseline,
        reforms,
        date: context.requiredOption('date'),
        by: context.options('by').flatMap((names) => names.split(',')),
        ...readWorkers(context.option('workers')),
      });
      await waitFor(engine, context.terminal, run);
      const result = await ask(engine, 'impact.result', { run });
      context.terminal.print(context.json ? JSON.stringify(result) : describeImpact(result));
      return EXIT.done;
    }),
};
