/** What was given last, for work that began before: a handler that waited for a dialog calls the one of today, not the one of then. */
import { type RefObject, useRef } from 'react';

export const useLatest = <Value>(value: Value): RefObject<Value> => {
  const latest = useRef(value);
  latest.current = value;
  return latest;
};
