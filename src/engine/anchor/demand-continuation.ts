/** Whether a witness request continues what was cosigned of its log before; what was seen is told to whoever asks. */
import { verifyConsistency } from '../audit/merkle-proof.ts';
import type { readWitnessRequest } from '../audit/witness-request.ts';
import { hex } from '../model/hex.ts';
import { refuse } from '../model/problem.ts';

export type Cosigned = {
  readonly logKey: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly atSeconds: number;
};

type Request = Exclude<ReturnType<typeof readWitnessRequest>, string>;

/**
 * Refusal 'conflict' where the request does not continue `before`, or does not show it. The state itself may be asked for again, by whatever
 * request: its cosignature says nothing new.
 */
export const demandContinuation = (request: Request, before: Cosigned): void => {
  const { size, root } = request.parsed.checkpoint;
  const seen = `On ${dayOf(before.atSeconds)} this machine cosigned ${before.size} entries of this log, root ${hex(before.root)}.`;
  if (size < before.size)
    refuse(
      'conflict',
      `${seen} The checkpoint has ${size}: the log was rolled back, or this is an older copy of it. Nothing was cosigned.`,
    );
  if (size === before.size) {
    if (Buffer.compare(root, before.root) === 0) return;
    refuse('conflict', `${seen} The checkpoint has the root ${hex(root)} for as many: there are two histories. Nothing was cosigned.`);
  }
  if (request.oldSize !== before.size)
    refuse(
      'conflict',
      `${seen} The request starts from ${request.oldSize}. Ask the owner of the log for one that starts from ${before.size}: ` +
        `audit consistency <ws> ${before.size}.`,
    );
  const problem = verifyConsistency({
    oldSize: before.size,
    newSize: size,
    oldRoot: before.root,
    newRoot: root,
    proof: request.proof,
  });
  if (problem !== undefined)
    refuse(
      'conflict',
      `${seen} The checkpoint of ${size} entries does not continue them: there are two histories. ${problem} Nothing was cosigned.`,
    );
};

const dayOf = (atSeconds: number): string => new Date(atSeconds * 1_000).toISOString();
