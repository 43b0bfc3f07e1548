/** What React Flow says of the selection, told to the store; both speak of all kinds together. */

import type { EdgeChange, NodeChange } from "@xyflow/react";
import type { EditorStores } from "../../context";
import { type FlowEdge, type FlowNode, idOfKey } from "../flow/flow-types";
import { viewOf } from "../view";

export function selectNodes(stores: EditorStores, changes: readonly NodeChange<FlowNode>[]): void {
  const chosen = changes.filter((change) => change.type === "select");
  if (chosen.length === 0) return;
  const { selection, select } = stores.editor.getState();
  const nodes = new Set(selection.nodes);
  const notes = new Set(selection.notes);
  const { flow } = viewOf(stores);
  for (const { id, selected } of chosen) {
    const isNote = flow?.getNode(id)?.type === "note";
    put(isNote ? notes : nodes, isNote ? idOfKey(id) : id, { selected });
  }
  select({ nodes, notes, edges: selection.edges });
}

export function selectEdges(stores: EditorStores, changes: readonly EdgeChange<FlowEdge>[]): void {
  const chosen = changes.filter((change) => change.type === "select");
  if (chosen.length === 0) return;
  const { selection, select } = stores.editor.getState();
  const edges = new Set(selection.edges);
  for (const { id, selected } of chosen) put(edges, id, { selected });
  select({ ...selection, edges });
}

function put(ids: Set<string>, id: string, { selected }: { selected: boolean }): void {
  if (selected) ids.add(id);
  else ids.delete(id);
}
