/** Selecting. */

import { notesOf } from "~/document/commands/drawing";
import { plural } from "~/lib/format";
import type { EditorStores } from "../../context";
import { say } from "../view";

export function selectAll(stores: EditorStores): void {
  const { document, select } = stores.editor.getState();
  select({ nodes: document.nodes.map((node) => node.id), notes: notesOf(document).map((note) => note.id) });
  say(stores, `${plural(document.nodes.length, "node")} selected.`);
}
