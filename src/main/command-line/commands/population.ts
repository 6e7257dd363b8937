/** `population import|generate|list|quarantine`: from files or a seed to sealed columns. */
import type { Engine } from '../../../engine/contract.ts';
import { counted } from '../../../engine/model/counted.ts';
import type { PopulationInfo, QuarantineRow } from '../../../engine/model/index.ts';
import { Refusal } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, type CommandOption, EXIT, type ExitCode } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { publishedReferences } from '../published-references.ts';
import { readCount } from '../read-count.ts';
import { readTextFile } from '../read-text-file.ts';
import { textTable } from '../text-table.ts';

/** Quarantined rows printed after an import; `population quarantine` shows all of them. */
const QUARANTINE_SHOWN = 10;
const PAGE = 1_000;

const POLICY = {
  value: 'P',
  required: true,
  help: 'policy whose inputs the population has: id, id@version, or a file',
} as const satisfies CommandOption;
const NAME = { value: 'N', required: true, help: 'what the population is called; no other has this name' } as const satisfies CommandOption;

const describePopulation = ({ name, units, members, quarantined, fingerprint }: PopulationInfo): readonly string[] => [
  `Population "${name}": ${counted(units, 'unit')}, ${counted(members, 'member')}, ${counted(quarantined, 'row')} in quarantine`,
  `  fingerprint ${fingerprint}`,
];

const quarantineTable = (rows: readonly QuarantineRow[]): readonly string[] =>
  textTable(
    [{ title: 'file' }, { title: 'row', align: 'right' }, { title: 'column' }, { title: 'reason' }, { title: 'expected' }],
    rows.map((row) => [row.file, String(row.row), row.column, row.reason, row.expected]),
  );

const describeQuarantine = async (engine: Engine, population: PopulationInfo): Promise<readonly string[]> => {
  if (population.quarantined === 0) return [];
  const { total, rows } = await ask(engine, 'population.quarantine', { population: population.id, limit: QUARANTINE_SHOWN });
  const more = total - rows.length;
  return [...quarantineTable(rows), ...(more === 0 ? [] : [`and ${counted(more, 'row')} more: see "population quarantine"`])];
};

const policyReference = async (context: CommandContext, engine: Engine): Promise<string> => {
  const [reference] = await publishedReferences(engine, [context.requiredOption('policy')]);
  return reference as string;
};

const finish = async (context: CommandContext, engine: Engine, task: string): Promise<ExitCode> => {
  const { answer } = await waitFor(engine, context.terminal, task);
  if (!('population' in answer)) throw new Error('the task did not answer with a population');
  const { population } = answer;
  if (context.json) context.terminal.print(JSON.stringify(population));
  else context.terminal.print(...describePopulation(population), ...(await describeQuarantine(engine, population)));
  return EXIT.done;
};

/** Somebody who gave no mapping cannot know what is wrong with it. */
const withHint = async <T>(isMapped: boolean, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const isOfMapping = error instanceof Refusal && error.failure.problems?.some(({ document }) => document === 'mapping') === true;
    if (isMapped || !isOfMapping) throw error;
    const { failure } = error;
    throw new Refusal({ ...failure, message: `${failure.message}: without --map every input is taken from the column of its name` });
  }
};

const importCommand: Command = {
  name: 'population import',
  summary: 'Imports CSV, Parquet or JSON Lines files as a population; rows that do not fit go to quarantine with the reason.',
  positionals: { ws: '<ws>', units: '<units.csv>' },
  options: {
    members: { value: '<persons.csv>', help: 'file with one row for each member of a unit, of any of the formats' },
    policy: POLICY,
    map: { value: 'm.json', help: 'mapping from columns to inputs; without it columns are taken by their names' },
    name: NAME,
  },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const map = context.option('map');
      const membersPath = context.option('members');
      const given = {
        name: context.requiredOption('name'),
        unitsPath: context.argument('units'),
        ...(membersPath === undefined ? {} : { membersPath }),
        ...(map === undefined ? {} : { mapping: readTextFile(map) }),
      };
      const policy = await policyReference(context, engine);
      return withHint(map !== undefined, async () => {
        const { task } = await ask(engine, 'population.import', { ...given, policy });
        return finish(context, engine, task);
      });
    }),
};

const generate: Command = {
  name: 'population generate',
  summary: 'Makes a synthetic population; the same seed gives the same population on any machine.',
  positionals: { ws: '<ws>' },
  options: {
    policy: POLICY,
    units: { value: 'N', required: true, help: 'how many units' },
    seed: { value: 'S', required: true, help: 'any text; it decides what is made' },
    name: NAME,
  },
  run: async (context) => {
    const units = readCount('units', context.requiredOption('units'));
    return inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'population.generate', {
        name: context.requiredOption('name'),
        policy: await policyReference(context, engine),
        units,
        seed: context.requiredOption('seed'),
      });
      return finish(context, engine, task);
    });
  },
};

const list: Command = {
  name: 'population list',
  summary: 'Lists the populations of a workspace.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const populations = await ask(engine, 'population.list', {});
      if (context.json) context.terminal.print(JSON.stringify(populations));
      else if (populations.length === 0) context.terminal.print('The workspace holds no population.');
      else context.terminal.print(...populations.flatMap(describePopulation));
      return EXIT.done;
    }),
};

const quarantine: Command = {
  name: 'population quarantine',
  summary: 'Lists the rows that an import refused, each with its place, the reason, and (with --json) the row itself.',
  positionals: { ws: '<ws>', population: '<population>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const population = context.argument('population');
      const found: QuarantineRow[] = [];
      for (let after = 0; ; after = found.length) {
        const { total, rows } = await ask(engine, 'population.quarantine', { population, after, limit: PAGE });
        found.push(...rows);
        if (rows.length === 0 || found.length >= total) break;
      }
      if (context.json) context.terminal.print(JSON.stringify(found));
      else if (found.length === 0) context.terminal.print('No row is in quarantine.');
      else context.terminal.print(...quarantineTable(found));
      return EXIT.done;
    }),
};

export const populationCommands: readonly Command[] = [importCommand, generate, list, quarantine];
