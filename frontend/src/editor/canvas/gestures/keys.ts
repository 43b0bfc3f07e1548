/** Keys that mean something only while the canvas itself has the keyboard; all others are actions with shortcuts. */

import type { KeyboardEvent } from "react";
import type { Direction } from "~/document/layout";
import type { EditorStores } from "../../context";
import { moveSelection, panBy, resizeSelection } from "../doing/move";
import { openAddBehind } from "../doing/open-add";
import { enterNode, walk } from "../doing/walk";
import { say, show, viewOf } from "../view";
import { openMenuHere } from "./open-menu";

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export function onCanvasKey(stores: EditorStores, event: Key & { preventDefault(): void }): void {
  if (didKey(stores, event)) event.preventDefault();
}

function didKey(stores: EditorStores, event: Key): boolean {
  const direction = DIRECTIONS[event.key];
  if (direction) return didArrow(stores, direction, event);
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case "[":
      return walk(stores, "left");
    case "]":
      return walk(stores, "right");
    case "Tab":
      return !event.shiftKey && didTab(stores);
    case "Enter":
      return enterNode(stores);
    case "Escape":
      return didEscape(stores);
    case "ContextMenu":
      return didMenu(stores);
    case "F10":
      return event.shiftKey && didMenu(stores);
    default:
      return false;
  }
}

/** Arrows move what is selected, else the view; with Alt they walk, with Ctrl they resize. */
function didArrow(stores: EditorStores, direction: Direction, event: Key): boolean {
  const steps = event.shiftKey ? 10 : 1;
  if (event.altKey) return didWalk(stores, direction);
  if (event.ctrlKey || event.metaKey) return resizeSelection(stores, direction);
  return moveSelection(stores, direction, steps) || panBy(stores, direction, steps);
}

/** The key is always ours: the browser would go back in its history, out of the editor. */
function didWalk(stores: EditorStores, direction: Direction): boolean {
  if (!walk(stores, direction)) say(stores, "No edge this way.");
  return true;
}

/** Tab adds behind the selected node. With nothing selected it leaves the canvas, as everywhere. */
function didTab(stores: EditorStores): boolean {
  const { selection, canEdit } = stores.editor.getState();
  const [only] = selection.nodes;
  if (!canEdit || selection.nodes.size !== 1 || only === undefined) return false;
  openAddBehind(stores, only);
  return true;
}

function didEscape(stores: EditorStores): boolean {
  const { selection, select } = stores.editor.getState();
  const { popup } = viewOf(stores).ui.getState();
  if (popup) show(stores, null);
  if (popup) return true;
  const isSomething = selection.nodes.size + selection.edges.size + selection.notes.size > 0;
  if (isSomething) select({});
  return isSomething;
}

function didMenu(stores: EditorStores): boolean {
  openMenuHere(stores);
  return true;
}
