/** When actions of the canvas can be done. */

import type { EditorStores } from "../../context";

export function canEdit({ editor }: EditorStores): boolean {
  return editor.getState().canEdit;
}

export function hasNodes({ editor }: EditorStores): boolean {
  return editor.getState().document.nodes.length > 0;
}

export function canEditNodes(stores: EditorStores): boolean {
  return canEdit(stores) && hasNodes(stores);
}

export function hasSelection({ editor }: EditorStores): boolean {
  return editor.getState().selection.nodes.size > 0;
}

/** Nodes or notes are selected. */
export function hasCopyable({ editor }: EditorStores): boolean {
  const { nodes, notes } = editor.getState().selection;
  return nodes.size + notes.size > 0;
}

/** Nodes are selected and may be changed. */
export function canEditSelection(stores: EditorStores): boolean {
  return canEdit(stores) && hasSelection(stores);
}

/** Nodes, edges or notes are selected and may be changed. */
export function canEditAnything(stores: EditorStores): boolean {
  const { nodes, edges, notes } = stores.editor.getState().selection;
  return canEdit(stores) && nodes.size + edges.size + notes.size > 0;
}

/** At least so many nodes and notes are selected and may be changed. */
export function canEditMany(count: number): (stores: EditorStores) => boolean {
  return (stores) => {
    const { nodes, notes } = stores.editor.getState().selection;
    return canEdit(stores) && nodes.size + notes.size >= count;
  };
}

/** Exactly one node is selected and may be changed. */
export function canEditOne(stores: EditorStores): boolean {
  return canEdit(stores) && stores.editor.getState().selection.nodes.size === 1;
}
