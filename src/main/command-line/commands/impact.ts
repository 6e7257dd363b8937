/** `impact`: baseline against reforms over a population. */
import { type Command, EXIT } from '../command.ts';
import { describeImpact } from '../describe-impact.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { publishedReferences } from '../published-references.ts';
import { readCount } from '../read-count.ts';
import { readDate } from '../read-date.ts';

const WORKERS_MAX = 64;

export const impactCommand: Command = {
  name: 'impact',
  summary: 'Evaluates a baseline and its reforms over a population: who gains, who loses, what it costs.',
  positionals: { ws: '<ws>' },
  options: {
    population: { value: 'N', required: true, help: 'name or id of the population' },
    baseline: { value: 'P', required: true, help: 'policy in force: id, id@version, or a file, which is published' },
    reform: {
      value: 'R',
      required: true,
      repeatable: true,
      help: 'reform or policy to compare: id, id@version, or a file, which is published; the baseline itself with another --reform-date',
    },
    date: { value: 'D', required: true, help: 'first day of the period that is evaluated, such as 2025-03-01' },
    'reform-date': { value: 'D2', help: 'another date for the reforms: law then, law now' },
    by: { value: 'field', repeatable: true, help: 'input, extra column or decision to group by; also several with commas between' },
    workers: { value: 'n', help: 'worker threads; the result does not depend on them' },
  },
  run: async (context) => {
    const date = readDate('date', context.requiredOption('date'));
    const reformDate = context.option('reform-date');
    const ownDate = reformDate === undefined ? {} : { date: readDate('reform-date', reformDate) };
    const workers = context.option('workers');
    const by = new Set(context.options('by').flatMap((names) => names.split(',')));
    const started = {
      population: context.requiredOption('population'),
      date,
      by: [...by],
      ...(workers === undefined ? {} : { workers: readCount('workers', workers, WORKERS_MAX) }),
    };
    return inWorkspace(context, async (engine) => {
      const [baseline = '', ...reforms] = await publishedReferences(engine, [
        context.requiredOption('baseline'),
        ...context.options('reform'),
      ]);
      const { run } = await ask(engine, 'impact.start', {
        ...started,
        baseline,
        reforms: reforms.map((reference) => ({ reference, ...ownDate })),
      });
      await waitFor(engine, context.terminal, run);
      const result = await ask(engine, 'impact.result', { run });
      context.terminal.print(...(context.json ? [JSON.stringify(result)] : describeImpact(result)));
      return EXIT.done;
    });
  },
};
