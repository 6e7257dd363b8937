/** The value once it has stayed the same for a moment, so that what is asked about a text is not asked at every letter. */
import { useEffect, useState } from 'react';

const SETTLE_MS = 300;

export const useSettled = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};
