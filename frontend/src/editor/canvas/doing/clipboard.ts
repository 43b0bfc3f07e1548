/** Copying, cutting, pasting, duplicating. The clipboard holds JSON, so that it works between tabs. */

import { type Clipboard, copy, readClipboard } from "~/document/clipboard";
import type { Command } from "~/document/commands/command";
import { nodeById } from "~/document/lookup";
import { duplicate, idsAdded, paste } from "~/document/pasting";
import { plural } from "~/lib/format";
import type { EditorStores } from "../../context";
import { containerAt } from "../flow/hit";
import { centreOf, say, viewOf } from "../view";
import { pointerOnCanvas } from "./open-add";
import { deleteSelection } from "./remove";
import { reveal } from "./reveal";

/** The text of what is selected, or null when nothing is. */
export function copiedText(stores: EditorStores): string | null {
  const { document, selection } = stores.editor.getState();
  const ids = [...selection.nodes, ...selection.notes];
  if (ids.length === 0) return null;
  say(stores, `${plural(ids.length, "thing")} copied.`);
  return JSON.stringify(copy(document, ids));
}

export function copySelection(stores: EditorStores): void {
  const text = copiedText(stores);
  if (text !== null) void navigator.clipboard.writeText(text);
}

export function cutSelection(stores: EditorStores): void {
  copySelection(stores);
  deleteSelection(stores);
}

export function pasteFromClipboard(stores: EditorStores): void {
  void navigator.clipboard.readText().then((text) => {
    if (!pasteText(stores, text)) say(stores, "There are no nodes in the clipboard.");
  });
}

/** Paste at the mouse, else in the middle of what is seen. False when the text is something else. */
export function pasteText(stores: EditorStores, text: string): boolean {
  const { document, catalogue, canEdit } = stores.editor.getState();
  const clipboard = readClipboard(text);
  if (!clipboard || !canEdit || isEmpty(clipboard)) return false;
  const { flow } = viewOf(stores);
  const mouse = pointerOnCanvas(stores);
  const at = mouse && flow ? flow.screenToFlowPosition(mouse) : centreOf(viewOf(stores));
  const parent = mouse ? containerAt(flow, at, new Set()) : undefined;
  const place = { at, ...(parent !== undefined && { parent }) };
  add(stores, paste(document, catalogue, clipboard, place), "paste");
  return true;
}

export function duplicateSelection(stores: EditorStores): void {
  const { document, catalogue, selection } = stores.editor.getState();
  const ids = [...selection.nodes, ...selection.notes];
  if (ids.length > 0) add(stores, duplicate(document, catalogue, ids), "duplicate");
}

function add(stores: EditorStores, command: Command, label: string): void {
  const { dispatch, select } = stores.editor.getState();
  const ids = idsAdded(command);
  dispatch(command, { label: `${label} ${plural(ids.length, "node")}` });
  const { document } = stores.editor.getState();
  const nodes = ids.filter((id) => nodeById(document, id));
  select({ nodes, notes: ids.filter((id) => !nodes.includes(id)) });
  say(stores, `${plural(ids.length, "node")} added.`);
  if (nodes[0] !== undefined) reveal(stores, nodes[0]);
}

function isEmpty({ nodes, notes }: Clipboard): boolean {
  return nodes.length + notes.length === 0;
}
