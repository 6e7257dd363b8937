/** The report as it would be printed now: composed anew when what is asked for has stayed the same for a moment. */
import { useEffect, useState } from 'react';
import type { InputOf } from '../../../engine/contract.ts';
import type { Failure } from '../../../engine/model/index.ts';
import { call } from '../../api.ts';
import { useTask } from '../../state/tasks.ts';
import { useSettled } from '../../state/use-settled.ts';

export type Preview = {
  /** The last one that was composed; kept while the next is on its way. */
  readonly html: string | undefined;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
};

type Asked = { readonly key: string; readonly task?: string; readonly failure?: Failure };

export const usePreview = (input: InputOf<'report.preview'>): Preview => {
  const key = useSettled(JSON.stringify(input));
  const [asked, setAsked] = useState<Asked>();
  const [html, setHtml] = useState<string>();
  const task = useTask(asked?.task);

  useEffect(() => {
    let wanted = true;
    let started: string | undefined;
    const asking: InputOf<'report.preview'> = JSON.parse(key);
    void call('report.preview', asking).then((reply) => {
      if (reply.ok) started = reply.value.task;
      if (wanted) setAsked(reply.ok ? { key, task: reply.value.task } : { key, failure: reply.error });
      else if (started !== undefined) void call('task.cancel', { task: started });
    });
    return () => {
      wanted = false;
      if (started !== undefined) void call('task.cancel', { task: started });
    };
  }, [key]);

  const end = asked?.key === key ? task?.end : undefined;
  const composed = end?.status === 'completed' && 'html' in end.answer ? end.answer.html : undefined;
  useEffect(() => {
    if (composed !== undefined) setHtml(composed);
  }, [composed]);

  const failure = asked?.key === key ? (asked.failure ?? (end?.status === 'failed' ? end.failure : undefined)) : undefined;
  return { html, failure, busy: failure === undefined && end?.status !== 'completed' };
};
