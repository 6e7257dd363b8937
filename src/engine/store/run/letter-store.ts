/** Dead letters: steps that failed for good and wait for somebody to have them done again. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { type Failure, refuse } from '../../model/problem.ts';
import type { DeadLetter } from '../../model/run.ts';
import type { Reader, Writer } from '../handle.ts';
import countLettersSql from './sql/count-letters.sql?raw';
import getLetter from './sql/get-letter.sql?raw';
import insertLetterSql from './sql/insert-letter.sql?raw';
import listLettersSql from './sql/list-letters.sql?raw';
import redriveLetter from './sql/redrive-letter.sql?raw';

/** A letter as its row holds it; `failure` is RFC 8785 text. */
export type LetterRow = {
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly at: string;
  readonly failure: string;
  readonly redrivenBy: string | null;
};

/** Part of `appendMove`. The audit entry commits to the failure, whose message may be personal. */
export const insertLetter = (writer: Writer, letter: Omit<DeadLetter, 'redrivenBy'> & { readonly actor: string }): void => {
  const { run, step, task, at, actor } = letter;
  const failure = letter.failure as Json;
  const { index } = writer.record({ kind: 'letter.kept', at, actor, subject: { run, step }, detail: { task }, payload: failure });
  writer.run(insertLetterSql, { entry: index, run, step, task, at, failure: canonicalJson(failure) });
};

/**
 * Says in which run a letter was done again. Refusals: 'not-found' for a letter that is not there, 'conflict' for one that was redriven before.
 */
export const letterRedriven = (
  writer: Writer,
  { run, step, by }: { readonly run: string; readonly step: string; readonly by: string },
): void => {
  const letter = writer.one<LetterRow>(getLetter, { run, step }) ?? refuse('not-found', `Step ${step} of run ${run} is no dead letter.`);
  if (letter.redrivenBy !== null) refuse('conflict', `Step ${step} of run ${run} was redriven by run ${letter.redrivenBy} already.`);
  const { index } = writer.record({ kind: 'letter.redriven', subject: { run, step }, detail: { by } });
  writer.run(redriveLetter, { run, step, by, entry: index });
};

const letterOf = ({ redrivenBy, failure, ...letter }: LetterRow): DeadLetter => ({
  ...letter,
  failure: JSON.parse(failure) as Failure,
  ...(redrivenBy !== null && { redrivenBy }),
});

/** From the newest to the oldest, leaving out the first `after`. */
export const listLetters = (reader: Reader, page: { readonly after: number; readonly limit: number }): readonly DeadLetter[] =>
  reader.all<LetterRow>(listLettersSql, page).map(letterOf);

export const countLetters = (reader: Reader): number => reader.one<{ readonly total: number }>(countLettersSql)?.total ?? 0;
