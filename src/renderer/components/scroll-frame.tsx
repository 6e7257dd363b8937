/** A bordered frame around something wide or long. While it overflows it can be reached and scrolled with the keyboard. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../copy/t.ts';
import classes from './scroll-frame.module.css';

type Props = { readonly label: string; readonly maxHeight?: number | undefined; readonly narrow?: boolean; readonly children: ReactNode };

export const ScrollFrame = ({ label, maxHeight, narrow = false, children }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight),
    );
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const reachable = overflows ? { role: 'region', 'aria-label': t('state.scrollable', { label }), tabIndex: 0 } : {};
  return (
    <div ref={frame} className={narrow ? `${classes.frame} ${classes.narrow}` : classes.frame} style={{ maxHeight }} {...reachable}>
      {children}
    </div>
  );
};
