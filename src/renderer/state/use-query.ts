/** Asks the engine a question and keeps the answer current while the component is on screen. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerOf, InputOf, OperationName, WireError } from '../../engine/contract.ts';
import { call } from '../api.ts';
import { useRevision, useRunRevision } from './revision.ts';

export type Query<Answer> = {
  /** The last answer; kept while a newer one is on its way, so that paging does not flicker. */
  readonly value: Answer | undefined;
  /** The answer is to a former input. */
  readonly stale: boolean;
  readonly error: WireError | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
};

/** `asked` tells one asking of a question from the next. */
type Settled<Answer> = { readonly key: string; readonly asked: string; readonly value?: Answer; readonly error?: WireError };

/**
 * `live`: the answer also grows while tasks go on. `run`: the answer is about this run, and stays the same while only other runs change. `still`: it
 * takes work to answer, and is asked again by `reload` alone.
 */
type Options = { readonly live?: boolean; readonly run?: string; readonly still?: boolean };

/** For queries, never for commands: it may be asked any number of times. `input` undefined: nothing is asked yet. */
export const useQuery = <Name extends OperationName>(
  name: Name,
  input: InputOf<Name> | undefined,
  { live = false, run, still = false }: Options = {},
): Query<AnswerOf<Name>> => {
  const ofAll = useRevision((state) => (still || run !== undefined ? 0 : live ? state.pulse : state.revision));
  const revision = useRunRevision(run) + ofAll;
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<AnswerOf<Name>>>();
  const key = input === undefined ? undefined : JSON.stringify(input);
  const asked = `${revision} ${attempt}`;
  const question = key === undefined ? undefined : `${name} ${key}`;
  /** What is wanted now, and how often it was asked and answered: what changes fast is shown as it was a moment ago, and never not at all. */
  const wanted = useRef({ question, asked: 0, answered: 0 });

  useEffect(() => {
    if (wanted.current.question !== question) wanted.current = { question, asked: 0, answered: 0 };
    if (key === undefined) return;
    const asking = wanted.current;
    const turn = ++asking.asked;
    const input: InputOf<Name> = JSON.parse(key);
    void call(name, input).then((reply) => {
      if (wanted.current !== asking || turn < asking.answered) return;
      asking.answered = turn;
      setSettled(reply.ok ? { key, asked, value: reply.value } : { key, asked, error: reply.error });
    });
  }, [name, key, question, asked]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return {
    value: key === undefined ? undefined : settled?.value,
    stale: settled !== undefined && settled.key !== key,
    error: settled?.key === key ? settled?.error : undefined,
    loading: key !== undefined && (settled?.key !== key || settled.asked !== asked),
    reload,
  };
};
