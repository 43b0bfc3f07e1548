/** What happens to the canvas as a whole: keys, the mouse over it, things dropped on it. */

import type { DragEvent, KeyboardEvent, MouseEvent, PointerEvent } from "react";
import type { EditorStores } from "../../context";
import { viewOf } from "../view";
import { dragLeave, dragOver, drop } from "./dropping";
import { onCanvasKey } from "./keys";
import { openMenuHere } from "./open-menu";

const TYPING =
  "input, textarea, select, button, [contenteditable], [role='button'], [role='menu'], [role='dialog']";

export function frameEvents(stores: EditorStores) {
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.target === event.currentTarget) onCanvasKey(stores, event);
    },
    /** The key for menus, where the browser makes a click of it. */
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      if (viewOf(stores).ui.getState().popup === null) openMenuHere(stores);
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      viewOf(stores).pointer = { x: clientX, y: clientY };
    },
    onPointerLeave: () => {
      viewOf(stores).pointer = null;
    },
    /** A click on the canvas brings the keyboard there, which React Flow would keep from happening. */
    onPointerDown: ({ target, currentTarget }: PointerEvent<HTMLElement>) => {
      const isControl = target instanceof Element && target.closest(TYPING) !== null;
      if (!isControl) currentTarget.focus({ preventScroll: true });
    },
    onDragOver: (event: DragEvent) => dragOver(stores, event),
    onDragLeave: () => dragLeave(stores),
    onDrop: (event: DragEvent) => drop(stores, event),
  };
}
