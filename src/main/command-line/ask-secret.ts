/** Asks for a line on the terminal without showing what is typed. */
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';

/** Nobody types more; what comes after is left out. */
const CHARACTERS_MAX = 4_096;

const KEY = {
  enter: '\r',
  line: '\n',
  backspace: '\b',
  delete: '\u007f',
  interrupt: '\u0003',
  end: '\u0004',
  clear: '\u0015',
  escape: '\u001b',
} as const;

/** Keys that send several characters, as arrows do; they mean nothing here. */
const SEQUENCE = new RegExp(`${KEY.escape}(?:\\[[\\d;]*[ -/]*[@-~]?|O.?|.)?`, 'gs');

type Typed = { readonly text: string; readonly end?: 'line' | 'interrupt' | 'nothing'; readonly rest: string };

/** What is typed, up to the key that ends it. */
const take = (before: string, keys: string): Typed => {
  let text = before;
  const plain = keys.replace(SEQUENCE, '');
  for (const [index, key] of [...plain].entries()) {
    const rest = (): string => [...plain].slice(index + 1).join('');
    if (key === KEY.enter || key === KEY.line) return { text, end: 'line', rest: rest() };
    if (key === KEY.interrupt) return { text: '', end: 'interrupt', rest: '' };
    if (key === KEY.end && text === '') return { text, end: 'nothing', rest: rest() };
    if (key === KEY.backspace || key === KEY.delete) text = [...text].slice(0, -1).join('');
    else if (key === KEY.clear) text = '';
    else if (key >= ' ' && text.length < CHARACTERS_MAX) text += key;
  }
  return { text, rest: '' };
};

/**
 * The line, or undefined where the input is no terminal or the person ended it without one. The question goes to `output`. Ctrl-C reaches the process as
 * ever.
 */
export const askSecret = async (question: string, input: ReadStream, output: NodeJS.WritableStream): Promise<string | undefined> => {
  if (!input.isTTY) return undefined;
  const decoder = new StringDecoder('utf8');
  // Before the question, so that a quick answer is not shown either.
  input.setRawMode(true);
  input.resume();
  output.write(question);
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      let text = '';
      const onEnd = (): void => finish(undefined);
      const finish = (answer: string | undefined): void => {
        input.off('data', onData).off('end', onEnd).off('error', reject).pause();
        resolve(answer);
      };
      const onData = (data: Buffer): void => {
        const typed = take(text, decoder.write(data));
        text = typed.text;
        if (typed.end === undefined) return;
        finish(typed.end === 'line' ? text : undefined);
        // Typed ahead, for the next question.
        if (typed.rest !== '') input.unshift(Buffer.from(typed.rest));
        if (typed.end === 'interrupt') process.kill(process.pid, 'SIGINT');
      };
      input.on('data', onData).once('end', onEnd).once('error', reject);
    });
  } finally {
    input.setRawMode(false);
    output.write('\n');
  }
};
