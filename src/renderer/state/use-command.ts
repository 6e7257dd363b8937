/** Sends a command to the engine and keeps whether it is under way and what went wrong, for the form that sent it. */
import { useCallback, useContext, useRef, useState } from 'react';
import type { AnswerOf, InputOf, OperationName, WireError } from '../../engine/contract.ts';
import { call } from '../api.ts';
import { DialogHold } from './dialog-hold.ts';
import { useRevision } from './revision.ts';

export type Command<Name extends OperationName> = {
  /** The answer, or undefined where it was refused; the refusal is then in `error`. A second call while one is under way does nothing. */
  readonly send: (input: InputOf<Name>) => Promise<AnswerOf<Name> | undefined>;
  readonly busy: boolean;
  readonly error: WireError | undefined;
  readonly clear: () => void;
};

export const useCommand = <Name extends OperationName>(name: Name): Command<Name> => {
  const hold = useContext(DialogHold);
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError>();

  const send = useCallback(
    async (input: InputOf<Name>) => {
      if (underWay.current) return undefined;
      underWay.current = true;
      setBusy(true);
      setError(undefined);
      const release = hold();
      const reply = await call(name, input).finally(() => {
        underWay.current = false;
        setBusy(false);
        release();
      });
      useRevision.getState().changed();
      if (reply.ok) return reply.value;
      setError(reply.error);
      return undefined;
    },
    [name, hold],
  );
  const clear = useCallback(() => setError(undefined), []);
  return { send, busy, error, clear };
};
