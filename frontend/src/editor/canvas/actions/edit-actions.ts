/** Building on the canvas. */

import type { Action } from "../../actions";
import type { EditorStores } from "../../context";
import { copySelection, cutSelection, duplicateSelection, pasteFromClipboard } from "../doing/clipboard";
import { addNote, groupSelection, renameGroup, selectedGroups, ungroupSelection } from "../doing/draw";
import { openAdd, openAddBehind, openAddOnEdge } from "../doing/open-add";
import { deleteSelection } from "../doing/remove";
import { beginEditing } from "../doing/reveal";
import { selectAll } from "../doing/select";
import { show } from "../view";
import {
  canEdit,
  canEditAnything,
  canEditMany,
  canEditOne,
  canEditSelection,
  hasCopyable,
  hasNodes,
} from "./enabled";

export const editActions: readonly Action[] = [
  { id: "add-node", label: "Add a node", group: "Canvas", keys: ["A"], isEnabled: canEdit, run: openAdd },
  {
    id: "add-behind",
    label: "Add a node behind the selected one",
    group: "Canvas",
    isEnabled: canEditOne,
    run: (stores) => withOne(stores, openAddBehind),
  },
  {
    id: "add-note",
    label: "Add a note",
    group: "Canvas",
    keys: ["shift+N"],
    isEnabled: canEdit,
    run: (stores) => addNote(stores),
  },
  {
    id: "insert-on-edge",
    label: "Insert a node on the edge",
    group: "Canvas",
    isEnabled: hasOneEdge,
    run: insertOnSelectedEdge,
  },
  {
    id: "connect",
    label: "Connections of the selected node",
    group: "Canvas",
    keys: ["C"],
    isEnabled: canEditOne,
    run: (stores) => withOne(stores, openConnections),
  },
  {
    id: "rename-node",
    label: "Rename the selected node",
    group: "Edit",
    keys: ["F2"],
    isEnabled: canEditOne,
    run: (stores) => withOne(stores, beginEditing),
  },
  {
    id: "duplicate",
    label: "Duplicate",
    group: "Edit",
    keys: ["mod+D"],
    isEnabled: canEditMany(1),
    run: duplicateSelection,
  },
  { id: "copy", label: "Copy", group: "Edit", isEnabled: hasCopyable, run: copySelection },
  { id: "cut", label: "Cut", group: "Edit", isEnabled: canEditMany(1), run: cutSelection },
  { id: "paste", label: "Paste", group: "Edit", isEnabled: canEdit, run: pasteFromClipboard },
  {
    id: "delete",
    label: "Delete what is selected",
    group: "Edit",
    keys: ["Delete", "Backspace"],
    isEnabled: canEditAnything,
    run: deleteSelection,
  },
  {
    id: "select-all",
    label: "Select everything",
    group: "Edit",
    keys: ["mod+A"],
    isEnabled: hasNodes,
    run: selectAll,
  },
  {
    id: "group",
    label: "Group what is selected",
    group: "Canvas",
    keys: ["G"],
    isEnabled: canEditSelection,
    run: groupSelection,
  },
  {
    id: "ungroup",
    label: "Ungroup",
    group: "Canvas",
    keys: ["shift+G"],
    isEnabled: hasGroup,
    run: ungroupSelection,
  },
  { id: "rename-group", label: "Rename the group", group: "Canvas", isEnabled: hasGroup, run: renameGroup },
  {
    id: "move-into",
    label: "Move into a container, or out of it",
    group: "Canvas",
    isEnabled: canEditSelection,
    run: (stores) => show(stores, { kind: "container" }),
  },
];

function withOne(stores: EditorStores, act: (stores: EditorStores, node: string) => void): void {
  const [only] = stores.editor.getState().selection.nodes;
  if (only !== undefined) act(stores, only);
}

function openConnections(stores: EditorStores, node: string): void {
  show(stores, { kind: "connections", node });
}

function hasGroup(stores: EditorStores): boolean {
  return canEdit(stores) && selectedGroups(stores).length > 0;
}

function hasOneEdge(stores: EditorStores): boolean {
  return canEdit(stores) && stores.editor.getState().selection.edges.size === 1;
}

function insertOnSelectedEdge(stores: EditorStores): void {
  const [edge] = stores.editor.getState().selection.edges;
  if (edge !== undefined) openAddOnEdge(stores, edge);
}
