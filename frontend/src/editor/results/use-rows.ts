import { type UIEvent, useCallback, useEffect, useRef, useState } from "react";

export type Rows = {
  readonly ref: (element: HTMLElement | null) => void;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
  /** The rows to draw: from `start`, before `end`. */
  readonly start: number;
  readonly end: number;
  readonly height: number;
  readonly total: number;
  readonly show: (row: number) => void;
};

const SPARE = 8;
/** Before anything is measured, and where nothing can be. */
const FIRST_HEIGHT = 400;

/** Draw only those of many rows of one height that can be seen. `head`: what covers the upper edge. */
export function useRows(count: number, rowHeight: number, head = 0): Rows {
  const element = useRef<HTMLElement | null>(null);
  const observer = useRef<ResizeObserver | null>(null);
  const [top, setTop] = useState(0);
  const [seen, setSeen] = useState(FIRST_HEIGHT);
  useEffect(() => () => observer.current?.disconnect(), []);
  const ref = useCallback((found: HTMLElement | null) => {
    observer.current?.disconnect();
    element.current = found;
    if (found === null) return;
    observer.current = new ResizeObserver(() => setSeen(found.clientHeight || FIRST_HEIGHT));
    observer.current.observe(found);
  }, []);
  const show = useCallback(
    (row: number) => {
      const found = element.current;
      if (found === null) return;
      const [from, room] = [row * rowHeight, (found.clientHeight || FIRST_HEIGHT) - head];
      if (from < found.scrollTop) found.scrollTop = from;
      else if (from + rowHeight > found.scrollTop + room) found.scrollTop = from + rowHeight - room;
      setTop(found.scrollTop);
    },
    [rowHeight, head],
  );
  const start = Math.max(0, Math.min(Math.floor(top / rowHeight) - SPARE, count - 1));
  return {
    ref,
    onScroll: (event) => setTop(event.currentTarget.scrollTop),
    start,
    end: Math.min(count, Math.ceil((top + seen) / rowHeight) + SPARE),
    height: rowHeight,
    total: count * rowHeight,
    show,
  };
}
