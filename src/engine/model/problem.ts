/** Expected refusals: what they carry, how they travel, and how they differ from faults of ours. */

/** One mistake in one place. Every field that is known is given, so that a person can go there and mend it. */
export type Problem = {
  /** What was read: a file name or a document id. */
  readonly document?: string;
  /** RFC 6901 JSON Pointer into that document. */
  readonly pointer?: string;
  /** 1-based line of a text source, counted as an editor counts. */
  readonly row?: number;
  /** Column name of a tabular source, or 1-based character column of a text source. */
  readonly column?: string | number;
  /** Range in a FEEL expression, in UTF-16 units from its start. */
  readonly range?: { readonly from: number; readonly to: number };
  /** A sentence: what is wrong. */
  readonly message: string;
  /** What was expected there. */
  readonly expected?: string;
  /** A mend, if there is an obvious one ("did you mean …"). */
  readonly suggestion?: string;
  /** The mend as a program can make it. */
  readonly fix?: Fix;
};

/** A part of a text and what is to stand there instead. */
export type Fix = {
  /** The text is the key at the problem's pointer, and not the value under it. */
  readonly isKey?: true;
  /** In the text at the problem's pointer, in UTF-16 units from its start. */
  readonly range: { readonly from: number; readonly to: number };
  readonly replacement: string;
  /** The same change in the document as it was written, for an editor: UTF-16 units from its start, `insert` with all escapes. */
  readonly edit?: { readonly from: number; readonly to: number; readonly insert: string };
};

/** Why an operation was refused. `kind` decides what a caller may do about it. */
export type FailureKind =
  | 'invalid' // bad input: see problems
  | 'not-found'
  | 'conflict' // exists already, or differs from what was published
  | 'forbidden' // role or sender
  | 'cancelled'
  | 'unreadable' // file missing, truncated, not ours, from the future
  | 'unwritable' // folder or file cannot be written, disk full
  | 'busy' // another process holds the workspace
  | 'interrupted' // the program ended in the middle of it
  | 'timeout' // a step or a run took longer than its template allows
  | 'limit' // too many items of a map failed, or a loop used up its rounds
  | 'rejected' // a person said no
  | 'unavailable' // something outside does not answer now; later it may
  | 'fault'; // a bug of ours, kept with the run that it ended; everywhere else bugs are thrown

export type Failure = {
  readonly kind: FailureKind;
  readonly message: string;
  readonly problems?: readonly Problem[];
  /** The name that a `fail` step gave, or a task function: what `catch` and `nonRetryableErrors` may name beside the kind. */
  readonly error?: string;
};

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/**
 * Carries a Failure out of nested calls (and out of a transaction, which rolls back) to the engine's face,
 * where it becomes a value again. Everything else that is thrown is a fault of ours.
 */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'Refusal';
    this.failure = failure;
  }
}

export const refuse = (kind: FailureKind, message: string, problems?: readonly Problem[]): never => {
  throw new Refusal(problems === undefined ? { kind, message } : { kind, message, problems });
};

/** The value; a failure is thrown as a Refusal. */
export const demandValue = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Refusal(result.failure);
};

/**
 * The failure of a document with these mistakes. `what` begins the sentence: "the policy". Problems that do not say which document they are of are of
 * the one called `name`.
 */
export const mistakesIn = (
  what: string,
  problems: readonly Problem[],
  name?: string,
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: {
    kind: 'invalid',
    message: `${what} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`,
    problems: name === undefined ? problems : problems.map((problem) => ({ document: name, ...problem })),
  },
});

/** For the branch that the types say cannot happen. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
};
