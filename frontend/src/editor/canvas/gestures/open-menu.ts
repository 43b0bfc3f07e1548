/** Opening the menu of what is under the mouse, or of what is selected. */

import type { EditorStores } from "../../context";
import { cardId } from "../card/card-id";
import { type FlowEdge, type FlowNode, idOfKey } from "../flow/flow-types";
import { show, viewOf } from "../view";

type Clicked = { readonly node?: FlowNode; readonly edge?: FlowEdge };
type Click = { readonly clientX: number; readonly clientY: number; preventDefault(): void };

export function openMenu(stores: EditorStores, event: Click, about: Clicked | "canvas"): void {
  event.preventDefault();
  if (about === "canvas") stores.editor.getState().select({});
  else choose(stores, about);
  openMenuAt(stores, { x: event.clientX, y: event.clientY });
}

/** The menu by keyboard: beside what is selected, else in the middle. */
export function openMenuHere(stores: EditorStores): void {
  const { element } = viewOf(stores);
  const [first] = stores.editor.getState().selection.nodes;
  const card = first === undefined ? null : document.getElementById(cardId(first));
  const box = (card ?? element)?.getBoundingClientRect();
  if (box) openMenuAt(stores, card ? { x: box.right, y: box.top } : middleOf(box));
}

function openMenuAt(stores: EditorStores, at: { x: number; y: number }): void {
  const { flow } = viewOf(stores);
  const { nodes, edges, notes } = stores.editor.getState().selection;
  const about = nodes.size + edges.size + notes.size > 0 ? "selection" : "canvas";
  if (flow) show(stores, { kind: "menu", at, place: flow.screenToFlowPosition(at), about });
}

/** What was clicked is selected, unless it is among what is. */
function choose(stores: EditorStores, { node, edge }: Clicked): void {
  const { selection, select } = stores.editor.getState();
  if (edge && !selection.edges.has(edge.id)) select({ edges: [edge.id] });
  if (node?.type === "card" && !selection.nodes.has(node.id)) select({ nodes: [node.id] });
  if (node?.type === "note" && !selection.notes.has(idOfKey(node.id))) select({ notes: [idOfKey(node.id)] });
  if (node?.type === "group") select({ nodes: node.data.group.nodes });
}

function middleOf(box: DOMRect) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
