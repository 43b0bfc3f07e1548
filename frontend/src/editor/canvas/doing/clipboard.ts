/** Copying, cutting, pasting, duplicating. The clipboard holds JSON, so that it works between tabs. */

import { type Clipboard, copy, MOST_NODES, readClipboard, tooManyNodes } from "~/document/clipboard";
import type { Command } from "~/document/commands/command";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { DocumentError } from "~/document/open/read";
import { duplicate, idsAdded, paste } from "~/document/pasting";
import type { WorkflowDocument } from "~/document/types";
import { plural } from "~/lib/format";
import { readFromClipboard, writeToClipboard } from "~/lib/system-clipboard";
import { notifyProblem } from "~/ui/notify";
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
  void take(stores, "Nothing was copied");
}

/** What did not reach the clipboard stays where it is. */
export async function cutSelection(stores: EditorStores): Promise<void> {
  if (await take(stores, "Nothing was cut")) deleteSelection(stores);
}

export async function pasteFromClipboard(stores: EditorStores): Promise<void> {
  try {
    const text = await readFromClipboard();
    if (!pasteText(stores, text))
      notifyProblem("Nothing was pasted", new Error("No nodes are in the clipboard."));
  } catch (problem) {
    notifyProblem("Nothing was pasted", problem);
  }
}

async function take(stores: EditorStores, failure: string): Promise<boolean> {
  const text = copiedText(stores);
  if (text === null) return false;
  try {
    await writeToClipboard(text);
    return true;
  } catch (problem) {
    notifyProblem(failure, problem);
    return false;
  }
}

/** Paste at the mouse, else in the middle of what is seen. False when the text is something else. */
export function pasteText(stores: EditorStores, text: string): boolean {
  const { document, canEdit } = stores.editor.getState();
  if (!canEdit) return false;
  try {
    const clipboard = fitting(document, readClipboard(text));
    if (!clipboard || isEmpty(clipboard)) return false;
    pasteAt(stores, clipboard);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    notifyProblem("This cannot be pasted", error);
  }
  return true;
}

/** @throws DocumentError when there is no room for all of it. */
function fitting(document: WorkflowDocument, clipboard: Clipboard | null): Clipboard | null {
  const count = document.nodes.length + (clipboard?.nodes.length ?? 0);
  if (clipboard && count > MOST_NODES) throw tooManyNodes();
  return clipboard;
}

function pasteAt(stores: EditorStores, clipboard: Clipboard): void {
  const { document, catalogue } = stores.editor.getState();
  const { flow } = viewOf(stores);
  const mouse = pointerOnCanvas(stores);
  const at = mouse && flow ? flow.screenToFlowPosition(mouse) : centreOf(viewOf(stores));
  const isInside =
    mouse !== null && !clipboard.nodes.some((node) => nodeTypeOf(catalogue, node)?.is_top_level);
  const parent = isInside ? containerAt(flow, at, new Set()) : undefined;
  const place = { at, ...(parent !== undefined && { parent }) };
  add(stores, paste(document, catalogue, clipboard, place), "paste");
}

export function duplicateSelection(stores: EditorStores): void {
  const { document, catalogue, selection } = stores.editor.getState();
  const ids = [...selection.nodes, ...selection.notes];
  if (ids.length > 0) add(stores, duplicate(document, catalogue, ids), "duplicate");
}

function add(stores: EditorStores, command: Command, label: string): void {
  const { dispatch, select } = stores.editor.getState();
  const ids = idsAdded(command);
  dispatch(command, { label: `${label} ${plural(ids.length, "thing")}` });
  const { document } = stores.editor.getState();
  const nodes = ids.filter((id) => nodeById(document, id));
  select({ nodes, notes: ids.filter((id) => !nodes.includes(id)) });
  say(stores, `${plural(ids.length, "thing")} added.`);
  if (nodes[0] !== undefined) reveal(stores, nodes[0]);
}

function isEmpty({ nodes, notes }: Clipboard): boolean {
  return nodes.length + notes.length === 0;
}
