/** OpenSC's pkcs11-tool, asked as a program of its own: no library of a token is ever loaded into ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { refuse } from '../model/problem.ts';

export type TokenQuestion = {
  /** The PKCS#11 library; an absolute path. */
  readonly modulePath: string;
  readonly args: readonly string[];
  /** Logs in with this PIN; an empty one is typed at the reader. Without it nobody logs in. */
  readonly pin?: string;
  /** Bytes on its standard input. */
  readonly input?: Uint8Array;
};

export const NO_TOKEN = 'There is no token. Put it in, wait until its lamp is steady, and try again.';

const PROGRAM = 'pkcs11-tool';
/** A person may have to press a button, or to type at the reader. */
const TIMEOUT_MS = 120_000;
const OUTPUT_MAX = 256 * 1024;
const PIN_VARIABLE = 'PROBITY_TOKEN_PIN';

/** What the tool says, and what that means to a person. The first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, 'forbidden' | 'not-found' | 'unavailable' | 'unreadable', string])[] = [
  [
    /CKR_PIN_LOCKED/,
    'forbidden',
    'The PIN of the token is locked after too many wrong tries. Unlock it with its PUK, in the program that came with the token.',
  ],
  [/CKR_PIN_(INCORRECT|INVALID|LEN_RANGE)/, 'forbidden', 'The PIN is wrong. A token locks its PIN after a few wrong tries.'],
  [/CKR_PIN_EXPIRED/, 'forbidden', 'The PIN of the token has expired. Change it in the program that came with the token.'],
  [/CKR_FUNCTION_CANCELED/, 'forbidden', 'The PIN was not given at the reader.'],
  [
    /Failed to load pkcs11 module|sc_dlopen failed/,
    'unreadable',
    'The file is no PKCS#11 library, or one for another system. Such a library comes with the token; its name ends with .so, .dll or .dylib.',
  ],
  [
    /No slots|No slot with a token|CKR_TOKEN_NOT_PRESENT|CKR_SLOT_ID_INVALID|CKR_DEVICE_REMOVED|CKR_TOKEN_NOT_RECOGNIZED/,
    'unavailable',
    NO_TOKEN,
  ],
  [
    /(Private key|object) not found/i,
    'not-found',
    'The token has no such key that this PIN opens. Compare the CKA_ID with what the program of the token shows.',
  ],
  [
    /CKR_DEVICE_ERROR|CKR_GENERAL_ERROR/,
    'unavailable',
    'The token or its reader reports an error. Take it out, put it in again, and try once more.',
  ],
];

/** Refusal 'invalid' where the path cannot be that of a library. A name alone would be looked for wherever the system likes. */
const demandModule = async (path: string): Promise<void> => {
  if (!isAbsolute(path))
    return refuse('invalid', `"${path}" is no full path of a PKCS#11 library, such as /usr/lib/x86_64-linux-gnu/opensc-pkcs11.so.`);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) refuse('unreadable', `There is no PKCS#11 library "${path}". It comes with the token, or with OpenSC (opensc-pkcs11.so).`);
};

type Ended = { readonly code: number | null; readonly output: Buffer; readonly complaints: string };

/** Also whatever it started itself, which would go on to hold its output open. */
const stopGroup = (child: ChildProcess): void => {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
};

/** The child has no terminal that it could ask on, and reads the PIN from its environment: the words of a command are seen by all users of a machine. */
const run = ({ modulePath, args, pin, input }: TokenQuestion): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const login = pin === undefined ? [] : ['--login', ...(pin === '' ? [] : ['--pin', `env:${PIN_VARIABLE}`])];
    const child = spawn(PROGRAM, ['--module', modulePath, ...login, ...args], {
      env: { ...process.env, LC_ALL: 'C', ...(pin !== undefined && pin !== '' && { [PIN_VARIABLE]: pin }) },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      detached: true,
      windowsHide: true,
    });
    const stop = (): void => stopGroup(child);
    const timer = setTimeout(stop, TIMEOUT_MS);
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    let bytes = 0;
    const keepIn = (list: Buffer[]) => (data: Buffer) => {
      bytes += data.length;
      if (bytes > OUTPUT_MAX) stop();
      else list.push(data);
    };
    child.stdout.on('data', keepIn(output));
    child.stderr.on('data', keepIn(complaints));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output: Buffer.concat(output), complaints: Buffer.concat(complaints).toString('utf8') });
    });
    // A tool that ends without reading says by its exit what was wrong.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? Buffer.alloc(0));
  });

const meaningOf = ({ code, complaints }: Ended): never => {
  for (const [pattern, kind, message] of MEANINGS) if (pattern.test(complaints)) return refuse(kind, message);
  const told = /CKR_[A-Z_]+/.exec(complaints)?.[0];
  if (code === null)
    return refuse(
      'unavailable',
      'The token did not answer within two minutes, or said more than a token says. Take it out, put it in again, and try once more.',
    );
  return refuse('unavailable', `The token cannot be used: ${PROGRAM} ended with ${told ?? `exit code ${code}`}.`);
};

/**
 * What the tool writes to its standard output. Refusals in words: 'forbidden' for a wrong or locked PIN, 'unavailable' where there is no token, 'not-found'
 * for a missing key, 'unreadable' for a library that is none, 'unavailable' where the tool is not installed. The PIN is in none of them.
 */
export const askToken = async (question: TokenQuestion): Promise<Uint8Array> => {
  await demandModule(question.modulePath);
  if (question.pin?.includes('\0')) return refuse('invalid', 'The PIN holds a character that no PIN can hold.');
  let ended: Ended;
  try {
    ended = await run(question);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code !== 'ENOENT') return refuse('unavailable', `${PROGRAM} cannot be started (${error.code}).`);
    return refuse(
      'unavailable',
      `Tokens are asked by OpenSC's program ${PROGRAM}, which is not installed here. Install OpenSC (on Debian: apt install opensc) and try again.`,
    );
  }
  return ended.code === 0 ? ended.output : meaningOf(ended);
};
