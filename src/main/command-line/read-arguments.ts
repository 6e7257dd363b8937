/** Reads the arguments of a command; every mistake is named, none is guessed over. */
import { parseArgs } from 'node:util';
import { type Problem, Refusal } from '../../engine/model/problem.ts';
import type { Command, CommandContext } from './command.ts';

type ReadArguments = Pick<CommandContext, 'json' | 'argument' | 'optionalArgument' | 'option' | 'requiredOption' | 'options' | 'flag'>;

const wrongUse = (command: Command, problems: readonly Problem[]): Refusal =>
  new Refusal({ kind: 'invalid', message: `usage: probity ${command.name} ${command.usage}`, problems });

export const readArguments = (command: Command, words: readonly string[]): ReadArguments => {
  const { values, positionals } = parseWords(command, words);
  const required = command.positionals.filter((name) => !name.endsWith('?'));
  const missing = required.slice(positionals.length);
  const extra = positionals.slice(command.positionals.length);
  if (missing.length > 0 || extra.length > 0) {
    throw wrongUse(command, [
      ...missing.map((name) => ({ message: `<${name}> is missing` })),
      ...extra.map((word) => ({ message: `"${word}" is one argument too many` })),
    ]);
  }
  const names = command.positionals.map((name) => name.replace(/\?$/, ''));
  const optionalArgument = (name: string): string | undefined => positionals[names.indexOf(name)];
  const option = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const required_ = (name: string, value: string | undefined): string => {
    if (value === undefined) throw wrongUse(command, [{ message: `${name} is missing` }]);
    return value;
  };
  return {
    json: values.json === true,
    argument: (name) => required_(`<${name}>`, optionalArgument(name)),
    optionalArgument,
    option,
    requiredOption: (name) => required_(`--${name}`, option(name)),
    options: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (name) => values[name] === true,
  };
};

const parseWords = (command: Command, words: readonly string[]): ReturnType<typeof parseArgs> => {
  try {
    return parseArgs({
      args: [...words],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // parseArgs reports wrong use as a TypeError with a code of this family; anything else is a fault of ours.
    if (error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) {
      throw wrongUse(command, [{ message: error.message }]);
    }
    throw error;
  }
};
