/** Keys that the canvas or the browser follows itself; they are actions only to stand in the list of shortcuts. */

import type { Action } from "../../actions";

export const listedKeys: readonly Action[] = [
  listed("keys-copy", "Edit", "Copy, cut, paste at the mouse", ["mod+C", "mod+X", "mod+V"]),
  listed("keys-move", "Canvas", "Move what is selected, else the view; ten steps with Shift", [
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
  ]),
  listed("keys-walk", "Canvas", "Go along an edge: back, on", ["[", "]", "alt+ArrowLeft", "alt+ArrowRight"]),
  listed("keys-read", "Canvas", "Go through all nodes: back, on", ["alt+ArrowUp", "alt+ArrowDown"]),
  listed("keys-resize", "Canvas", "Resize the selected container or note", [
    "mod+ArrowRight",
    "mod+ArrowDown",
  ]),
  listed("keys-behind", "Canvas", "Add a node behind the selected one", ["Tab"]),
  listed("keys-enter", "Canvas", "Go to the fields of the selected node, or type in the note", ["Enter"]),
  listed("keys-menu", "Canvas", "Open the menu", ["shift+F10", "ContextMenu"]),
  listed("keys-back", "Canvas", "From a field of the inspector back to the canvas", ["Escape"]),
  listed("keys-nothing", "Canvas", "Select nothing", ["Escape"]),
];

function listed(id: string, group: Action["group"], label: string, keys: readonly string[]): Action {
  return { id, group, label, keys, isEnabled: () => false, run: () => undefined };
}
