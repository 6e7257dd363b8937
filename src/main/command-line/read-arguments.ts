/** Reads the words of a command; every mistake is named, none is guessed over. */
import { didYouMean } from '../../engine/feel/index.ts';
import { type Problem, Refusal } from '../../engine/model/problem.ts';
import { type Command, type CommandArguments, type CommandOption, JSON_OPTION } from './command.ts';
import { usageOf } from './usage.ts';

type Options = Command['options'];

/** `shown` is what was typed: "--name" or "-o"; `value` what was attached to it. */
type OptionWord = { readonly name: string; readonly shown: string; readonly value?: string };

/** The option that a word names. "-1" and "-a + b" are none: a FEEL expression may begin with a minus. */
const optionWord = (word: string, options: Options): OptionWord | undefined => {
  if (word.startsWith('--')) {
    const at = word.indexOf('=');
    const name = at === -1 ? word.slice(2) : word.slice(2, at);
    return { name, shown: `--${name}`, ...(at !== -1 && { value: word.slice(at + 1) }) };
  }
  if (!/^-[a-z]/i.test(word)) return undefined;
  const shown = word.slice(0, 2);
  const name = Object.keys(options).find((known) => options[known]?.short === shown[1]);
  if (name === undefined) return word === shown ? { name: word, shown } : undefined;
  return { name, shown, ...(word !== shown && { value: word.slice(2) }) };
};

const unknownOption = (shown: string, options: Options): Problem => ({
  message: `${shown} is no option of this command`,
  ...didYouMean(
    shown,
    Object.keys(options).map((known) => `--${known}`),
  ),
});

/** Tells positional arguments from options. After a bare "--" every word is an argument. */
class Words {
  readonly positionals: string[] = [];
  readonly values = new Map<string, string[]>();
  readonly problems: Problem[] = [];
  private readonly options: Options;
  private readonly rest: string[];

  constructor(words: readonly string[], options: Options) {
    this.options = options;
    this.rest = [...words];
    for (let word = this.rest.shift(); word !== undefined; word = this.rest.shift()) {
      if (word === '--') this.positionals.push(...this.rest.splice(0));
      else this.take(word);
    }
  }

  private take(word: string): void {
    const found = optionWord(word, this.options);
    if (found === undefined) {
      this.positionals.push(word);
      return;
    }
    const { name, shown, value } = found;
    const option = Object.hasOwn(this.options, name) ? this.options[name] : undefined;
    if (option === undefined) this.problems.push(unknownOption(shown, this.options));
    else if (option.value !== undefined) this.keep(found, option, value ?? this.nextValue());
    else if (value === undefined) this.keep(found, option, shown);
    else this.problems.push({ message: `${shown} takes no value` });
  }

  /** The word after an option, unless it is an option itself. */
  private nextValue(): string | undefined {
    return this.rest[0]?.startsWith('--') ? undefined : this.rest.shift();
  }

  private keep({ name, shown }: OptionWord, { value, repeatable }: CommandOption, given: string | undefined): void {
    const earlier = this.values.get(name);
    if (given === undefined || given === '') this.problems.push({ message: `${shown} has no value`, expected: `${shown} ${value}` });
    else if (earlier !== undefined && !repeatable) this.problems.push({ message: `${shown} is given twice` });
    this.values.set(name, [...(earlier ?? []), given ?? '']);
  }
}

const positionalProblems = ({ positionals }: Command, given: readonly string[]): readonly Problem[] => [
  ...Object.values(positionals).flatMap((shown, index): Problem[] => {
    if (given[index] === '') return [{ message: `${shown} is empty` }];
    return given[index] === undefined && !shown.startsWith('[') ? [{ message: `${shown} is missing` }] : [];
  }),
  ...given.slice(Object.keys(positionals).length).map((word) => ({ message: `"${word}" is one argument too many` })),
];

const missingOptions = (options: Options, values: Words['values']): readonly Problem[] =>
  Object.entries(options)
    .filter(([name, { required }]) => required && !values.has(name))
    .map(([name, { value }]) => ({ message: `--${name}${value === undefined ? '' : ` ${value}`} is missing` }));

/** Refusal 'invalid' with the usage and every mistake in the words. */
export const readArguments = (command: Command, words: readonly string[]): CommandArguments => {
  const options: Options = { ...command.options, ...JSON_OPTION };
  const { positionals, values, problems: mistyped } = new Words(words, options);
  // A word that seems one too many may have been meant for the option that was mistyped.
  const problems = mistyped.length > 0 ? mistyped : [...positionalProblems(command, positionals), ...missingOptions(options, values)];
  if (problems.length > 0) throw new Refusal({ kind: 'invalid', message: `usage: ${usageOf(command)}`, problems });

  const there = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Error(`the command reads "${name}", which it does not require`);
    return value;
  };
  const names = Object.keys(command.positionals);
  const optionalArgument = (name: string): string | undefined => positionals[names.indexOf(name)];
  const option = (name: string): string | undefined => values.get(name)?.[0];
  return {
    json: values.has('json'),
    argument: (name) => there(name, optionalArgument(name)),
    optionalArgument,
    option,
    requiredOption: (name) => there(name, option(name)),
    options: (name) => values.get(name) ?? [],
    flag: (name) => values.has(name),
  };
};
