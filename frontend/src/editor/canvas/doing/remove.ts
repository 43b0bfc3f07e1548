/** Deleting. Everything can be brought back by undo. */

import { batch, type Command } from "~/document/commands/command";
import { removeNotes } from "~/document/commands/drawing";
import { disconnect } from "~/document/commands/edges";
import { removeNodes } from "~/document/commands/nodes";
import { edgeById } from "~/document/lookup";
import { plural } from "~/lib/format";
import type { EditorStores } from "../../context";
import { say } from "../view";

export function deleteEdges(stores: EditorStores, ids: readonly string[]): void {
  stores.editor.getState().dispatch(disconnect(ids));
  say(stores, `${plural(ids.length, "edge")} deleted.`);
}

/** Delete what is selected: edges first, for those of a node go with it. */
export function deleteSelection(stores: EditorStores): void {
  const { selection, document, dispatch } = stores.editor.getState();
  const edges = [...selection.edges].filter((id) => {
    const edge = edgeById(document, id);
    return edge && !selection.nodes.has(edge.source) && !selection.nodes.has(edge.target);
  });
  const commands: Command[] = [
    ...(edges.length > 0 ? [disconnect(edges)] : []),
    ...(selection.nodes.size > 0 ? [removeNodes([...selection.nodes])] : []),
    ...(selection.notes.size > 0 ? [removeNotes([...selection.notes])] : []),
  ];
  if (commands.length === 0) return;
  const what = partsOf(selection.nodes.size, edges.length, selection.notes.size).join(", ");
  dispatch(batch(commands), { label: `delete ${what}` });
  say(stores, `${what} deleted.`);
}

/** "2 nodes", "1 note": what there is of each kind. */
export function partsOf(nodes: number, edges: number, notes: number): readonly string[] {
  const parts = [
    nodes > 0 ? plural(nodes, "node") : "",
    edges > 0 ? plural(edges, "edge") : "",
    notes > 0 ? plural(notes, "note") : "",
  ];
  return parts.filter((part) => part !== "");
}
