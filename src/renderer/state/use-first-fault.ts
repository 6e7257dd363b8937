/** Leads to the first field that is not right after a form was sent: it may stand far above the button. */
import { type RefObject, useEffect, useRef } from 'react';

/** `sent`: how often the form was sent; `refusal`: what the engine last said of it, if it refused. */
export const useFirstFault = (sent: number, refusal: unknown): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (sent > 0 || refusal !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent, refusal]);
  return form;
};
