/** Asks the engine a question and keeps the answer current while the component is on screen. */
import { useCallback, useEffect, useState } from 'react';
import type { AnswerOf, InputOf, OperationName, WireError } from '../../engine/contract.ts';
import { call } from '../api.ts';
import { useRevision } from './revision.ts';

export type Query<Answer> = {
  /** The last answer; kept while a newer one is on its way, so that paging does not flicker. */
  readonly value: Answer | undefined;
  readonly error: WireError | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
};

type Settled<Answer> = { readonly key: string; readonly value?: Answer; readonly error?: WireError };

/** For queries, never for commands: it may be asked any number of times. `input` undefined: nothing is asked yet. */
export const useQuery = <Name extends OperationName>(name: Name, input: InputOf<Name> | undefined): Query<AnswerOf<Name>> => {
  const revision = useRevision((state) => state.revision);
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<AnswerOf<Name>>>();
  const key = input === undefined ? undefined : JSON.stringify(input);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `input`; revision and attempt ask again.
  useEffect(() => {
    if (key === undefined || input === undefined) return;
    let current = true;
    void call(name, input).then((reply) => {
      if (!current) return;
      setSettled(reply.ok ? { key, value: reply.value } : { key, error: reply.error });
    });
    return () => {
      current = false;
    };
  }, [name, key, revision, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return {
    value: key === undefined ? undefined : settled?.value,
    error: settled?.key === key ? settled?.error : undefined,
    loading: key !== undefined && settled?.key !== key,
    reload,
  };
};
