/** Lists of runs, of what waits for people, and of items, as tables. */
import type { DeadLetter, ItemView, PendingApproval, RunSummary } from '../../../engine/model/index.ts';
import { durationBetween } from '../duration-text.ts';
import { textTable } from '../text-table.ts';

const columns = (...titles: readonly string[]) => titles.map((title) => ({ title }));

export const describeRuns = (runs: readonly RunSummary[]): readonly string[] =>
  textTable(
    columns('run', 'template', 'status', 'created', 'took', 'by', 'title'),
    runs.map((run) => [
      run.id,
      `${run.template.id}@${run.template.version}`,
      run.status,
      run.createdAt,
      durationBetween(run.createdAt, run.endedAt),
      run.actor,
      run.title,
    ]),
  );

export const describeApprovals = (approvals: readonly PendingApproval[]): readonly string[] =>
  textTable(
    columns('run', 'step', 'title', 'since', 'due', 'roles', 'you may decide'),
    approvals.map(({ run, step, title, since, due, overdue, roles, mayDecide }) => [
      run,
      step,
      title,
      since,
      due === undefined ? '' : `${due}${overdue ? ', overdue' : ''}`,
      roles.join(', '),
      mayDecide.allowed ? 'yes' : `no: ${mayDecide.why}`,
    ]),
  );

export const describeLetters = (letters: readonly DeadLetter[]): readonly string[] =>
  textTable(
    columns('run', 'step', 'task', 'at', 'done again by', 'failure'),
    letters.map(({ run, step, task, at, redrivenBy = '', failure }) => [run, step, task, at, redrivenBy, failure.message]),
  );

export const describeItems = (items: readonly ItemView[]): readonly string[] =>
  textTable(
    [{ title: 'item', align: 'right' }, ...columns('status', 'what', 'gave, or why not')],
    items.map(({ index, status, item, output, failure }) => [
      String(index),
      status,
      JSON.stringify(item),
      failure?.message ?? (output === undefined ? '' : JSON.stringify(output)),
    ]),
  );
