/** Aligning and distributing what is selected. */

import { type Axis, align, distribute, type Side } from "~/document/layout";
import type { Size } from "~/document/types";
import type { EditorStores } from "../../context";
import { say, viewOf } from "../view";

const LINES: Readonly<Record<Side, string>> = {
  left: "at the left",
  centre: "at their centres",
  right: "at the right",
  top: "at the top",
  middle: "at their middles",
  bottom: "at the bottom",
};

export function alignSelection(stores: EditorStores, side: Side): void {
  const { document, dispatch } = stores.editor.getState();
  const command = align(document, selectedIds(stores), side, sizesOf(stores));
  if (command) dispatch(command, { label: `align ${LINES[side]}` });
  say(stores, command ? `Aligned ${LINES[side]}.` : "They are aligned already.");
}

export function distributeSelection(stores: EditorStores, axis: Axis): void {
  const { document, dispatch } = stores.editor.getState();
  const command = distribute(document, selectedIds(stores), axis, sizesOf(stores));
  if (command) dispatch(command, { label: "distribute" });
  say(stores, command ? "Distributed evenly." : "Three or more are needed, and some gap that differs.");
}

export function selectedIds({ editor }: EditorStores): readonly string[] {
  const { nodes, notes } = editor.getState().selection;
  return [...nodes, ...notes];
}

/** How large the cards are drawn. */
export function sizesOf(stores: EditorStores): ReadonlyMap<string, Size> {
  const nodes = viewOf(stores).flow?.getNodes() ?? [];
  return new Map(nodes.flatMap((node) => (node.type === "card" ? [[node.id, node.data.size]] : [])));
}
