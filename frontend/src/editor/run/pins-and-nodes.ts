/** Pinned outputs go with their nodes: another node may get the same id later. */

import type { StoreApi } from "zustand/vanilla";
import { nodeById } from "~/document/lookup";
import type { Json, WorkflowDocument, WorkflowNode } from "~/document/types";
import type { RunState } from "../state";
import type { EditorStore } from "../store";

/** Unpin what is removed, and pin it again when undo brings the very same node back. */
export function keepPinsWithNodes(editor: EditorStore, run: StoreApi<RunState>): void {
  const removed = new Map<string, { readonly node: WorkflowNode; readonly value: Json }>();
  editor.subscribe(({ document }, before) => {
    if (document === before.document) return;
    for (const [id, { node, value }] of removed)
      if (nodeById(document, id) === node && removed.delete(id)) run.getState().pin(id, value);
    for (const [id, value] of goneFrom(document, run.getState().pinned)) {
      const node = nodeById(before.document, id);
      if (node) removed.set(id, { node, value });
      run.getState().unpin(id);
    }
  });
}

function goneFrom(document: WorkflowDocument, pinned: RunState["pinned"]) {
  return Object.entries(pinned).filter(([id]) => nodeById(document, id) === undefined);
}
