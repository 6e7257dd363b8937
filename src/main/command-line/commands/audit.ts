/** `audit verify`: recomputes the whole audit trail and what it records, and says what else vouches for it. */
import type { Engine, InputOf } from '../../../engine/contract.ts';
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { type Command, EXIT } from '../command.ts';
import { describeStatements } from '../describe-statements.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { readCount } from '../read-count.ts';
import { readVerifierKey } from '../read-verifier-key.ts';
import type { Terminal } from '../terminal.ts';

export const describeVerdict = ({ statements, limits }: AuditVerdict): readonly string[] => [
  ...describeStatements(statements),
  ...limits.map((limit) => `  Not shown by this: ${limit}`),
];

export const verifyAudit = async (engine: Engine, terminal: Terminal, input: InputOf<'audit.verify'> = {}): Promise<AuditVerdict> => {
  const { task } = await ask(engine, 'audit.verify', input);
  const { answer } = await waitFor(engine, terminal, task);
  if (!('verdict' in answer)) throw new Error('the task did not answer with a verdict');
  return answer.verdict;
};

/** A trail that others remember otherwise is no good answer, however well it fits together. */
const isGood = ({ verdict, statements }: AuditVerdict): boolean =>
  verdict === 'consistent' && statements.every(({ kind }) => kind !== 'contradicted');

const verify: Command = {
  name: 'audit verify',
  summary:
    'Recomputes every hash of the audit trail and of what it records; names the first bad entry, and says what vouches for the trail.',
  positionals: { ws: '<ws>' },
  options: {
    anchor: { value: 'file', help: 'a checkpoint, cosignature, RFC 3161 response or signed report, to be held against the trail' },
    'witness-key': { value: 'vkey', help: 'verifier key of the witness, or a file with it, where its name does not say it' },
    workers: { value: 'n', help: 'threads that hash; as many as there are processors if absent' },
  },
  run: (context) => {
    const anchorPath = context.option('anchor');
    const witnessKey = context.option('witness-key');
    const workers = context.option('workers');
    const input = {
      ...(anchorPath === undefined ? {} : { anchorPath }),
      ...(witnessKey === undefined ? {} : { witnessKey: readVerifierKey(witnessKey) }),
      ...(workers === undefined ? {} : { workers: readCount('workers', workers, 64) }),
    };
    return inWorkspace(context, async (engine) => {
      const verdict = await verifyAudit(engine, context.terminal, input);
      context.terminal.print(...(context.json ? [JSON.stringify(verdict)] : describeVerdict(verdict)));
      return isGood(verdict) ? EXIT.done : EXIT.no;
    });
  },
};

export const auditCommands: readonly Command[] = [verify];
