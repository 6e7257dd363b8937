/** Asks the engine a question and keeps the answer current while the component is on screen. */
import { useCallback, useEffect, useState } from 'react';
import type { AnswerOf, InputOf, OperationName, WireError } from '../../engine/contract.ts';
import { call } from '../api.ts';
import { useRevision } from './revision.ts';

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
 * For queries, never for commands: it may be asked any number of times. `input` undefined: nothing is asked yet. `live`: the answer also grows
 * while tasks go on.
 */
export const useQuery = <Name extends OperationName>(
  name: Name,
  input: InputOf<Name> | undefined,
  { live = false }: { readonly live?: boolean } = {},
): Query<AnswerOf<Name>> => {
  const revision = useRevision((state) => (live ? state.pulse : state.revision));
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<AnswerOf<Name>>>();
  const key = input === undefined ? undefined : JSON.stringify(input);
  const asked = `${revision} ${attempt}`;

  useEffect(() => {
    if (key === undefined) return;
    let current = true;
    const question: InputOf<Name> = JSON.parse(key);
    void call(name, question).then((reply) => {
      if (!current) return;
      setSettled(reply.ok ? { key, asked, value: reply.value } : { key, asked, error: reply.error });
    });
    return () => {
      current = false;
    };
  }, [name, key, asked]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return {
    value: key === undefined ? undefined : settled?.value,
    stale: settled !== undefined && settled.key !== key,
    error: settled?.key === key ? settled?.error : undefined,
    loading: key !== undefined && (settled?.key !== key || settled.asked !== asked),
    reload,
  };
};
