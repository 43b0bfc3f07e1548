/** Selecting. */

import { notesOf } from "~/document/commands/drawing";
import type { EditorStores } from "../../context";
import { say } from "../view";
import { partsOf } from "./remove";

export function selectAll(stores: EditorStores): void {
  const { document, select } = stores.editor.getState();
  const notes = notesOf(document).map((note) => note.id);
  select({ nodes: document.nodes.map((node) => node.id), notes });
  say(stores, `${partsOf(document.nodes.length, 0, notes.length).join(" and ")} selected.`);
}
