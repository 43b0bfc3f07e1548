/** What stands in the menu: actions that can be done now, in sections. */

import type { Action } from "../../actions";
import type { EditorStores } from "../../context";
import { runActions } from "../../run/actions";
import { arrangeActions } from "../actions/arrange-actions";
import { editActions } from "../actions/edit-actions";
import { viewActions } from "../actions/view-actions";
import type { Popup } from "../view";

export type MenuSection = { readonly name: string; readonly actions: readonly Action[] };

const ALL = new Map(
  [...runActions, ...editActions, ...arrangeActions, ...viewActions].map((each) => [each.id, each]),
);

const SECTIONS: Readonly<Record<"selection" | "canvas", readonly (readonly string[])[]>> = {
  selection: [
    ["run-to-here", "run-from-here", "pin"],
    ["rename-node", "add-behind", "insert-on-edge", "connect", "move-into"],
    ["copy", "cut", "duplicate", "delete"],
    ["group", "ungroup", "rename-group", "tidy"],
  ],
  canvas: [
    ["add-node", "add-note", "paste"],
    ["select-all", "tidy"],
    ["fit", "zoom-full", "minimap", "search-canvas"],
  ],
};

export function menuOf(
  stores: EditorStores,
  { about }: Extract<Popup, { kind: "menu" }>,
): readonly MenuSection[] {
  return SECTIONS[about]
    .map((ids) => ({ name: ids.join(), actions: ids.flatMap((id) => enabled(stores, id)) }))
    .filter(({ actions }) => actions.length > 0);
}

function enabled(stores: EditorStores, id: string): readonly Action[] {
  const action = ALL.get(id);
  return action && (action.isEnabled?.(stores) ?? true) ? [action] : [];
}
