/** Keys that a log's signature is held against where the file does not bring the key along. */
import { parseVerifierKey, type VerifierKey } from '../../audit/verifier-key.ts';
import { refuse } from '../../model/problem.ts';

/** The key that a person gave. Refusal 'invalid' where it is none. */
export const givenKey = (text: string | undefined): VerifierKey | undefined => {
  if (text === undefined) return undefined;
  const key = parseVerifierKey(text.trim());
  if (typeof key === 'string') return refuse('invalid', `The key of the log cannot be read. ${key}`);
  return key.type === 1 ? key : refuse('invalid', 'The key that was given is that of a witness; the key of a log is expected.');
};

/** What is known of logs; a key that a person gave is taken alone. */
export const keysToTry = (given: VerifierKey | undefined, known: readonly string[]): readonly VerifierKey[] =>
  given === undefined ? known.map(parseVerifierKey).filter((key) => typeof key !== 'string') : [given];
