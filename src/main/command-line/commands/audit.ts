/** `audit verify`: recomputes the whole audit trail and what it records. */
import type { Engine } from '../../../engine/contract.ts';
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { type Command, EXIT } from '../command.ts';
import { counted } from '../counted.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import type { Terminal } from '../terminal.ts';

export const describeVerdict = (verdict: AuditVerdict): readonly string[] => [
  verdict.verdict === 'consistent'
    ? `Internally consistent: ${counted(verdict.size, 'entry', 'entries')}, ${counted(verdict.objectsChecked, 'recorded object')} recomputed`
    : `INCONSISTENT: entry ${verdict.firstBad?.index ?? '?'}: ${verdict.firstBad?.reason ?? 'unknown'}`,
  `  root ${verdict.root}`,
  ...verdict.limits.map((limit) => `  Not shown by this: ${limit}`),
];

export const verifyAudit = async (engine: Engine, terminal: Terminal): Promise<AuditVerdict> => {
  const { task } = await ask(engine, 'audit.verify', {});
  const { answer } = await waitFor(engine, terminal, task);
  if (!('verdict' in answer)) throw new Error('the task did not answer with a verdict');
  return answer.verdict;
};

const verify: Command = {
  name: 'audit verify',
  summary: 'Recomputes every hash of the audit trail and of what it records; names the first bad entry.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const verdict = await verifyAudit(engine, context.terminal);
      context.terminal.print(...(context.json ? [JSON.stringify(verdict)] : describeVerdict(verdict)));
      return verdict.verdict === 'consistent' ? EXIT.done : EXIT.no;
    }),
};

export const auditCommands: readonly Command[] = [verify];
