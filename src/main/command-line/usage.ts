/** How commands are called: one line each, and the help of one command. */
import { type Command, type CommandOption, JSON_OPTION } from './command.ts';

const optionUsage = ([name, { value, short, required, repeatable }]: readonly [string, CommandOption]): string => {
  const word = short === undefined ? `--${name}` : `-${short}`;
  const text = `${word}${value === undefined ? '' : ` ${value}`}${repeatable ? ' …' : ''}`;
  return required ? text : `[${text}]`;
};

/** "probity population list <ws>" */
export const usageOf = ({ name, positionals, options, redirections }: Command): string =>
  [
    'probity',
    name,
    ...Object.values(positionals),
    ...Object.entries(options).map(optionUsage),
    ...(redirections === undefined ? [] : [redirections]),
  ].join(' ');

/** Usage, purpose and options of one command. */
export const commandHelp = (command: Command): readonly string[] => {
  const options = Object.entries<CommandOption>({ ...command.options, ...JSON_OPTION }).map(([name, option]) => ({
    left: `${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    right: `${option.help}${option.repeatable ? '; may be given more than once' : ''}`,
  }));
  const width = Math.max(...options.map(({ left }) => left.length));
  return [`usage: ${usageOf(command)}`, '', command.summary, '', ...options.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`)];
};

/** The commands with their purpose. `group`: the first word that they all share. */
export const commandsHelp = (commands: readonly Command[], group?: string): readonly string[] => [
  `usage: probity ${group ?? '<command>'} … [--json]`,
  '',
  ...commands.flatMap((command) => [`  ${usageOf(command)}`, `      ${command.summary}`]),
  '',
  `"probity ${group === undefined ? '<command>' : `${group} <command>`} --help" explains a command and its options.`,
  'Exit codes: 0 done, 1 the answer is no, 2 wrong use or bad input, 3 a fault of the program.',
];
