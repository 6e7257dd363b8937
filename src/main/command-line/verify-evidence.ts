/** Verifies a file of evidence and says what was found, for every command that does. */
import { resolve } from 'node:path';
import type { EvidenceKind, FileVerdict } from '../../engine/model/index.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts';
import { describeStatements } from './describe-statements.ts';
import { ask, waitFor } from './engine-calls.ts';
import { printable } from './printable.ts';
import { readCount } from './read-count.ts';
import { readVerifierKey } from './read-verifier-key.ts';

export const VERIFY_OPTIONS = {
  workspace: { value: 'ws', help: 'a workspace to hold it against; where that has the population, the impact is run again' },
  'log-key': { value: 'vkey', help: 'verifier key of the log, or a file with it, as its owner handed it over by another way' },
  'witness-key': {
    value: 'vkey',
    repeatable: true,
    help: 'verifier key of a witness, or a file with it, handed over likewise: its cosignatures count as from outside',
  },
  'no-rerun': { help: 'not to run the impact again' },
  workers: { value: 'N', help: 'threads that run the impact again; as many as there are processors, up to 8, if not given' },
} as const satisfies Command['options'];

const WORKERS_MAX = 64;

const MARKS = { good: 'good       ', bad: 'BAD        ', 'not-checked': 'not checked' } as const;

/** What is quoted from the file may be made to fool a terminal. */
const describeVerdict = ({ name, sha256, verdict, checks, statements, limits }: FileVerdict): readonly string[] => [
  `${verdict === 'accepted' ? 'Accepted' : 'REFUSED'}: ${printable(name)}`,
  `  SHA-256 ${sha256}`,
  ...checks.flatMap(({ what, outcome, found }) => [`  ${MARKS[outcome]}  ${what}`, `               ${printable(found)}`]),
  ...describeStatements(statements, 'file').map((line) => `  ${line}`),
  ...limits.map((limit) => `  Not shown by this: ${limit}`),
];

/** The argument `file` names it. Exit code `no` where it is refused. */
export const verifyEvidence = (context: CommandContext, expected?: EvidenceKind): Promise<ExitCode> =>
  context.withEngine(async (engine) => {
    const workspace = context.option('workspace');
    if (workspace !== undefined) await ask(engine, 'workspace.open', { path: workspace, takeUp: false });
    const logKey = context.option('log-key');
    const workers = context.option('workers');
    const { task } = await ask(engine, 'evidence.verify', {
      path: resolve(context.argument('file')),
      ...(expected !== undefined && { expected }),
      ...(logKey !== undefined && { logKey: readVerifierKey(logKey) }),
      witnessKeys: context.options('witness-key').map(readVerifierKey),
      ...(workers !== undefined && { workers: readCount('workers', workers, WORKERS_MAX) }),
      rerun: !context.flag('no-rerun'),
    });
    const { answer } = await waitFor(engine, context.terminal, task);
    if (!('check' in answer)) throw new Error('the task did not answer with a verdict');
    context.terminal.print(...(context.json ? [JSON.stringify(answer.check)] : describeVerdict(answer.check)));
    return answer.check.verdict === 'accepted' ? EXIT.done : EXIT.no;
  });
