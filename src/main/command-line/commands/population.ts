/** `population import`, `population generate`, `population list`: from files or a seed to sealed columns. */
import type { Engine } from '../../../engine/contract.ts';
import type { PopulationInfo, QuarantineRow } from '../../../engine/model/index.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from '../command.ts';
import { ask, inWorkspace, publishedReference, readTextFile, waitFor } from '../engine-calls.ts';
import { readCount } from '../read-count.ts';
import { textTable } from '../text-table.ts';

/** Quarantined rows printed after an import; the workspace holds all of them. */
const QUARANTINE_SHOWN = 10;

const describePopulation = (info: PopulationInfo): string =>
  `Population "${info.name}": ${countText(info.units)} units, ${countText(info.members)} members, ${countText(info.quarantined)} rows in quarantine\n  fingerprint ${info.fingerprint}`;

const quarantineTable = (rows: readonly QuarantineRow[]): string =>
  textTable(
    [{ title: 'file' }, { title: 'row', align: 'right' }, { title: 'column' }, { title: 'reason' }, { title: 'expected' }],
    rows.map((row) => [row.file, String(row.row), row.column, row.reason, row.expected]),
  );

const finish = async (context: CommandContext, engine: Engine, task: string): Promise<ExitCode> => {
  const { answer } = await waitFor(engine, context.terminal, task);
  if (!('population' in answer)) throw new Error('the task did not answer with a population');
  const { population } = answer;
  context.terminal.print(context.json ? JSON.stringify(population) : describePopulation(population));
  if (population.quarantined > 0 && !context.json) {
    const { rows } = await ask(engine, 'population.quarantine', { population: population.id, limit: QUARANTINE_SHOWN });
    context.terminal.print(quarantineTable(rows));
  }
  return EXIT.done;
};

const importCommand: Command = {
  name: 'population import',
  summary: 'Imports CSV files as a population; rows that do not fit go to quarantine with the reason.',
  positionals: ['ws', 'units.csv'],
  options: { members: { type: 'string' }, policy: { type: 'string' }, map: { type: 'string' }, name: { type: 'string' } },
  usage: '<ws> <units.csv> [--members <persons.csv>] --policy P [--map m.json] --name N',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const name = context.requiredOption('name');
      const map = context.option('map');
      const membersPath = context.option('members');
      const mapping = map === undefined ? {} : { mapping: readTextFile(map) };
      const { task } = await ask(engine, 'population.import', {
        name,
        policy: await publishedReference(engine, context.requiredOption('policy')),
        unitsPath: context.argument('units.csv'),
        ...(membersPath === undefined ? {} : { membersPath }),
        ...mapping,
      });
      return finish(context, engine, task);
    }),
};

const generate: Command = {
  name: 'population generate',
  summary: 'Makes a synthetic population; the same seed gives the same population on any machine.',
  positionals: ['ws'],
  options: { policy: { type: 'string' }, units: { type: 'string' }, seed: { type: 'string' }, name: { type: 'string' } },
  usage: '<ws> --policy P --units N --seed S --name N',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'population.generate', {
        name: context.requiredOption('name'),
        policy: await publishedReference(engine, context.requiredOption('policy')),
        units: readCount('units', context.requiredOption('units')),
        seed: context.requiredOption('seed'),
      });
      return finish(context, engine, task);
    }),
};

const list: Command = {
  name: 'population list',
  summary: 'Lists the populations of a workspace.',
  positionals: ['ws'],
  options: {},
  usage: '<ws>',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const populations = await ask(engine, 'population.list', {});
      context.terminal.print(
        context.json ? JSON.stringify(populations) : populations.map(describePopulation).join('\n') || 'The workspace holds no population.',
      );
      return EXIT.done;
    }),
};

export const populationCommands: readonly Command[] = [importCommand, generate, list];
