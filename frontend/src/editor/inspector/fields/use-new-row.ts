/** Puts the cursor into the row that somebody just added, so that they can go on typing. */

import { type RefObject, useEffect, useRef } from "react";

const CONTROLS = "input:not([type=hidden]), textarea, [contenteditable=true]";

/** `list` goes to the element around the rows, each of which has `data-row`; `adding` is called before one is added. */
export function useNewRow(count: number): { list: RefObject<HTMLDivElement | null>; adding: () => void } {
  const list = useRef<HTMLDivElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (!isAdding.current || count === 0) return;
    isAdding.current = false;
    const row = list.current?.querySelectorAll(":scope > [data-row]")[count - 1];
    row?.querySelector<HTMLElement>(CONTROLS)?.focus();
  }, [count]);
  return {
    list,
    adding: () => {
      isAdding.current = true;
    },
  };
}
