/** The report as it would be printed now: composed anew when what is asked for has stayed the same for a moment. */
import { useEffect, useState } from 'react';
import type { InputOf } from '../../../engine/contract.ts';
import type { Failure } from '../../../engine/model/index.ts';
import { call } from '../../api.ts';
import { useTask, useTasks } from '../../state/tasks.ts';
import { useSettled } from '../../state/use-settled.ts';

export type Preview = {
  /** The last one that was composed; kept while the next is on its way. */
  readonly html: string | undefined;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
};

type Asked = { readonly key: string; readonly task: string };
type Ended = { readonly key: string; readonly failure?: Failure };

export const usePreview = (input: InputOf<'report.preview'>): Preview => {
  const key = useSettled(JSON.stringify(input));
  const [asked, setAsked] = useState<Asked>();
  const [ended, setEnded] = useState<Ended>();
  const [html, setHtml] = useState<string>();
  const dismiss = useTasks((state) => state.dismiss);
  const end = useTask(asked?.task)?.end;

  useEffect(() => {
    let wanted = true;
    let started: string | undefined;
    const cancel = (): void => {
      if (started !== undefined) void call('task.cancel', { task: started });
    };
    const asking: InputOf<'report.preview'> = JSON.parse(key);
    void call('report.preview', asking).then((reply) => {
      if (reply.ok) started = reply.value.task;
      if (!wanted) cancel();
      else if (reply.ok) setAsked({ key, task: reply.value.task });
      else setEnded({ key, failure: reply.error });
    });
    return () => {
      wanted = false;
      cancel();
    };
  }, [key]);

  useEffect(() => {
    if (asked === undefined || end === undefined) return;
    if (end.status === 'completed' && 'html' in end.answer) setHtml(end.answer.html);
    setEnded(end.status === 'failed' ? { key: asked.key, failure: end.failure } : { key: asked.key });
    // The page is long, and shown here alone.
    dismiss(asked.task);
  }, [asked, end, dismiss]);

  const settled = ended?.key === key ? ended : undefined;
  return { html, failure: settled?.failure, busy: settled === undefined };
};
