/** A workspace `w.probity` with a population, a policy and its reform, in a folder of its own, and commands that must change nothing of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect } from 'vitest';
import { type CommandLine, commandLineIn } from './command-line.ts';
import { fileFolder } from './file-folder.ts';

const project = join(import.meta.dirname, '../..');

export const policyFile = join(project, 'templates/policies/housing-support.json');
export const reformFile = join(project, 'templates/reforms/housing-support-higher-limit.json');

/** A shipped document, for a test to change as it likes. */
export const shippedDocument = <Document extends object>(path: string): Document =>
  JSON.parse(readFileSync(join(project, 'templates', path), 'utf8')) as Document;

/** Options of an impact in it. */
export const IMPACT = { population: 'Town', baseline: 'housing-support', reform: 'housing-support-higher-limit', date: '2025-03-01' };

/** As words of a command. */
export const optionWords = (options: { readonly [option: string]: string }): readonly string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);

export type GuardedWorkspace = CommandLine & {
  readonly folder: string;
  /** Path of a file in the folder. */
  at(name: string): string;
  /** Writes a file into the folder, an object as JSON; gives its name. */
  write(name: string, content: string | Buffer | object): string;
  /** Runs an impact of the reform; gives the run, and the first unit of it. */
  impact(): Promise<{ readonly run: string; readonly unit: string }>;
  /** Runs a command that has to refuse, and to leave every table and the folder as they were. Gives what it says. */
  harmlessRefusal(...words: readonly string[]): Promise<string>;
};

/** How many rows each table has. */
const rowCounts = (path: string): Record<string, number> => {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return Object.fromEntries(
      tables.map(({ name }) => [name, database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0]),
    );
  } finally {
    database.close();
  }
};

/** To be called once at the top of a test file. */
export const guardedWorkspace = (): GuardedWorkspace => {
  const folder = fileFolder();
  const commands = commandLineIn(folder);
  const at = (name: string): string => join(folder, name);
  const state = () => ({ rows: rowCounts(at('w.probity')), files: readdirSync(folder) });

  beforeAll(async () => {
    await commands.answer('workspace', 'create', 'w.probity', '--name', 'W');
    await commands.answer('population', 'generate', 'w.probity', '--policy', policyFile, '--units', '30', '--seed', 'a', '--name', 'Town');
    await commands.answer('policy', 'publish', 'w.probity', reformFile);
  });

  return {
    ...commands,
    folder,
    at,
    write: (name, content) => {
      writeFileSync(at(name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return name;
    },
    impact: async () => {
      const { run } = await commands.answer<{ run: string }>('impact', 'w.probity', ...optionWords(IMPACT));
      const { cases } = await commands.answer<{ cases: { unit: string }[] }>('case', 'list', 'w.probity', run);
      return { run, unit: cases[0]?.unit ?? '' };
    },
    harmlessRefusal: async (...words) => {
      const before = state();
      const said = await commands.refusal(...words);
      expect(state()).toEqual(before);
      return said;
    },
  };
};
