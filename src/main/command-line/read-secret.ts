/** Passphrases, passwords and PINs: from a file, from the environment, or asked for on the terminal; never from the words of the command. */
import { refuse } from '../../engine/model/problem.ts';
import type { Command, CommandContext } from './command.ts';
import { readTextFile } from './read-text-file.ts';

const CHARACTERS_MAX = 1_024;

/** `option` names a file; `variable` of the environment holds the secret itself. */
type Source = { readonly option: string; readonly variable: string; readonly what: string };

const SOURCES = {
  passphrase: { option: 'passphrase-file', variable: 'PROBITY_PASSPHRASE', what: 'passphrase' },
  /** Where a command opens one file and writes another. */
  newPassphrase: { option: 'new-passphrase-file', variable: 'PROBITY_NEW_PASSPHRASE', what: 'new passphrase' },
  officePassphrase: { option: 'office-passphrase-file', variable: 'PROBITY_OFFICE_PASSPHRASE', what: 'passphrase of the office' },
  password: { option: 'password-file', variable: 'PROBITY_PASSWORD', what: 'password of the PKCS #12 file' },
  pin: { option: 'pin-file', variable: 'PROBITY_PIN', what: 'PIN of the token' },
} as const satisfies { readonly [name: string]: Source };

export type SecretName = keyof typeof SOURCES;

/** The options of a command that reads these secrets. */
export const secretOptions = (...names: readonly SecretName[]): Command['options'] =>
  Object.fromEntries(
    names.map((name) => {
      const { option, variable, what } = SOURCES[name];
      return [
        option,
        { value: 'F', help: `a file whose first line is the ${what}; else ${variable} of the environment, else it is asked for` },
      ];
    }),
  );

const firstLine = (path: string): string => /^[^\r\n]*/.exec(readTextFile(path))?.[0] ?? '';

const given = ({ option, variable }: Source, context: CommandContext): string | undefined => {
  const file = context.option(option);
  if (file !== undefined) return firstLine(file);
  const value = process.env[variable];
  // Processes that are started from here have no use for it.
  delete process.env[variable];
  return value;
};

const ask = async ({ what }: Source, { terminal }: CommandContext, twice: boolean): Promise<string | undefined> => {
  const answer = await terminal.askSecret(`${what.charAt(0).toUpperCase()}${what.slice(1)}: `);
  if (!twice || answer === undefined || (await terminal.askSecret('The same once more: ')) === answer) return answer;
  return refuse('invalid', `The ${what} was typed in two different ways. Nothing was done; begin again.`);
};

/** The secret if one is given; nobody is asked. */
export const readGivenSecret = (context: CommandContext, name: SecretName): string | undefined => given(SOURCES[name], context);

type Reading = {
  /** A new secret is typed two times. */
  readonly twice?: boolean;
  /** Whether nothing typed is an answer too. */
  readonly orEmpty?: boolean;
};

/** The secret. Refusal 'invalid' where there is none: there was no terminal, or the person gave up. */
export const readSecret = async (
  context: CommandContext,
  name: SecretName,
  { twice = false, orEmpty = false }: Reading = {},
): Promise<string> => {
  const source = SOURCES[name];
  const secret = given(source, context) ?? (await ask(source, context, twice));
  if (secret === undefined || (secret === '' && !orEmpty)) {
    const message = `the ${source.what} is missing`;
    return refuse('invalid', message, [
      { message, expected: `--${source.option} F, ${source.variable} in the environment, or a terminal to be asked on` },
    ]);
  }
  return secret.length <= CHARACTERS_MAX ? secret : refuse('invalid', `The ${source.what} is longer than ${CHARACTERS_MAX} characters.`);
};
