/** `audit verify`: recomputes the whole audit trail and what it records. */
import type { AuditVerdict } from '../../../engine/model/index.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';

export const describeVerdict = (verdict: AuditVerdict): string =>
  [
    verdict.verdict === 'consistent'
      ? `Internally consistent: ${countText(verdict.size)} entries, ${countText(verdict.objectsChecked)} recorded objects recomputed`
      : `INCONSISTENT: entry ${verdict.firstBad?.index ?? '?'}: ${verdict.firstBad?.reason ?? 'unknown'}`,
    `  root ${verdict.root}`,
    ...verdict.limits.map((limit) => `  Not shown by this: ${limit}`),
  ].join('\n');

const verify: Command = {
  name: 'audit verify',
  summary: 'Recomputes every hash of the audit trail and of what it records; names the first bad entry.',
  positionals: ['ws'],
  options: {},
  usage: '<ws>',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'audit.verify', {});
      const { answer } = await waitFor(engine, context.terminal, task);
      if (!('verdict' in answer)) throw new Error('the task did not answer with a verdict');
      context.terminal.print(context.json ? JSON.stringify(answer.verdict) : describeVerdict(answer.verdict));
      return answer.verdict.verdict === 'consistent' ? EXIT.done : EXIT.no;
    }),
};

export const auditCommands: readonly Command[] = [verify];
