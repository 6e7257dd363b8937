/** Which rows of a long list a scrolled frame shows, so that only those are drawn. All rows have one height. */
import { type RefObject, useCallback, useEffect, useState } from 'react';

/** Drawn beyond the frame, so that a quick scroll meets no gap. */
const SPARE_ROWS = 12;

type Visible = { readonly first: number; readonly last: number };

/** Indices, the last not included. `height`: of one row, in pixels. */
export const useVisibleRows = (frame: RefObject<HTMLElement | null>, count: number, height: number): Visible => {
  const [visible, setVisible] = useState<Visible>({ first: 0, last: SPARE_ROWS * 2 });
  const measure = useCallback(() => {
    const element = frame.current;
    if (element === null) return;
    const first = Math.max(0, Math.floor(element.scrollTop / height) - SPARE_ROWS);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / height) + SPARE_ROWS;
    setVisible((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [frame, height]);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [frame, measure]);
  return { first: Math.min(visible.first, count), last: Math.min(visible.last, count) };
};
