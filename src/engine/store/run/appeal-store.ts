/** What appeals found, written once and never changed. */
import type { AppealView } from '../../model/appeal.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Reader, Writer } from '../handle.ts';
import getAppeal from './sql/get-appeal.sql?raw';
import insertAppealSql from './sql/insert-appeal.sql?raw';
import listAppealsOf from './sql/list-appeals-of.sql?raw';

/** Records a finding. The audit entry names run, original and verdict, and commits to the rest, which is personal. */
export const insertAppeal = (writer: Writer, appeal: AppealView): void => {
  const { run, originalRun, unit, verdict } = appeal;
  const payload = appeal as Json;
  const entry = writer.record({ kind: 'appeal.recorded', subject: { run, originalRun }, detail: { verdict }, payload });
  writer.run(insertAppealSql, {
    run,
    originalRun,
    unit,
    verdict,
    view: canonicalJson(payload),
    recordedAt: entry.at,
    entry: entry.index,
  });
};

/** The finding of an appeal's run, if it has come to one. */
export const findAppeal = (reader: Reader, run: string): AppealView | undefined => {
  const row = reader.one<{ readonly view: string }>(getAppeal, { run });
  return row === undefined ? undefined : (JSON.parse(row.view) as AppealView);
};

/** The runs that appealed this case, oldest first. */
export const appealsOf = (reader: Reader, of: { readonly originalRun: string; readonly unit: string }): readonly string[] =>
  reader.all<{ readonly run: string }>(listAppealsOf, of).map(({ run }) => run);
