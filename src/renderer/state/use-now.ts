/** The present time in milliseconds since 1970, told once a second while something on screen lasts. */
import { useEffect, useState } from 'react';

const TELL_MS = 1_000;

export const useNow = (lasts: boolean): number => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    setNowMs(Date.now());
    if (!lasts) return;
    const timer = setInterval(() => setNowMs(Date.now()), TELL_MS);
    return () => clearInterval(timer);
  }, [lasts]);
  return nowMs;
};
