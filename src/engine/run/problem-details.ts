/** A failure as RFC 9457 "Problem Details for HTTP APIs" has it, for whoever reads errors by their type. */
import type { Json } from '../model/json.ts';
import type { Failure, FailureKind } from '../model/problem.ts';
import type { ProblemDetails } from '../model/run.ts';
import type { Path } from './run-state.ts';

/** The same for every failure of a kind, as section 3.1.3 asks. */
const TITLES: Readonly<Record<FailureKind, string>> = {
  invalid: 'The input is not valid',
  'not-found': 'Something is missing',
  conflict: 'It contradicts what is there already',
  forbidden: 'It is not allowed',
  cancelled: 'It was cancelled',
  unreadable: 'Something cannot be read',
  unwritable: 'Something cannot be written',
  busy: 'Something is in use',
  interrupted: 'It was cut off',
  timeout: 'It took too long',
  limit: 'A limit was exceeded',
  rejected: 'A person rejected it',
  unavailable: 'Something does not answer',
  fault: 'The program has a fault',
};

export const problemTitle = (kind: FailureKind): string => TITLES[kind];

/** `type` and `instance` are URNs that nobody has to look up. */
export const problemDetails = (
  failure: Failure,
  { run, step, attempt }: { readonly run: string; readonly step: Path; readonly attempt: number },
): ProblemDetails => ({
  type: `urn:probity:error:${encodeURIComponent(failure.error ?? failure.kind)}`,
  title: problemTitle(failure.kind),
  detail: failure.message,
  instance: `urn:probity:run:${run}#${step.split('/').map(encodeURIComponent).join('/')}/${attempt}`,
  ...(failure.problems !== undefined && { problems: failure.problems as unknown as Json }),
});
