/** Keys that a file's signatures are held against: those that a person gave, and those that are known here. */
import { COSIGNATURE_KEY_TYPE } from '../../audit/cosignature.ts';
import { parseVerifierKey, type VerifierKey } from '../../audit/verifier-key.ts';
import { refuse } from '../../model/problem.ts';

/** Handed over by another way than the file. */
export type GivenKeys = { readonly log: VerifierKey | undefined; readonly witnesses: readonly VerifierKey[] };

const logKeyIn = (text: string): VerifierKey => {
  const key = parseVerifierKey(text.trim());
  if (typeof key === 'string') return refuse('invalid', `The key of the log cannot be read. ${key}`);
  return key.type === 1 ? key : refuse('invalid', 'The key that was given is that of a witness; the key of a log is expected.');
};

const witnessKeyIn = (text: string): VerifierKey => {
  const key = parseVerifierKey(text.trim());
  if (typeof key === 'string') return refuse('invalid', `The key of a witness cannot be read. ${key}`);
  return key.type === COSIGNATURE_KEY_TYPE
    ? key
    : refuse('invalid', `The key of "${key.name}", which was given for a witness, is that of a log; the key of a witness is expected.`);
};

/** The keys that a person gave, each once. Refusal 'invalid' where one is none, or is one for something else. */
export const givenKeys = ({
  logKey,
  witnessKeys = [],
}: {
  readonly logKey?: string;
  readonly witnessKeys?: readonly string[];
}): GivenKeys => ({
  log: logKey === undefined ? undefined : logKeyIn(logKey),
  witnesses: [...new Set(witnessKeys.map((text) => text.trim()))].map(witnessKeyIn),
});

/** What is known of logs; a key that a person gave is taken alone. */
export const keysToTry = ({ log }: GivenKeys, known: readonly string[]): readonly VerifierKey[] =>
  log === undefined ? known.map(parseVerifierKey).filter((key) => typeof key !== 'string') : [log];
