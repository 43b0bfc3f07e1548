/** Opening the quick-add popup where it belongs. */

import { edgeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { portsOf } from "~/document/ports";
import type { Position } from "~/document/types";
import type { EditorStores } from "../../context";
import { cardOf } from "../flow/hit";
import { centreOf, type Link, show, viewOf } from "../view";

/** For a node on its own: at the mouse if it is over the canvas, else in the middle. */
export function openAdd(stores: EditorStores): void {
  const view = viewOf(stores);
  const mouse = pointerOnCanvas(stores);
  if (mouse) openAddAt(stores, mouse);
  else if (view.flow) show(stores, { kind: "add", at: view.flow.flowToScreenPosition(centreOf(view)) });
}

/** At a place of the screen; a new node goes right there. */
export function openAddAt(stores: EditorStores, at: Position, link?: Link): void {
  const { flow } = viewOf(stores);
  if (!flow || !stores.editor.getState().canEdit) return;
  const place = flow.screenToFlowPosition(at, { snapToGrid: false });
  show(stores, { kind: "add", at, place, ...(link && { link }) });
}

/** For a node behind another one, beside that. */
export function openAddBehind(stores: EditorStores, id: string): void {
  const { flow } = viewOf(stores);
  const card = cardOf(flow, id);
  const node = flow?.getInternalNode(id);
  const { catalogue } = stores.editor.getState();
  if (!flow || !card || !node) return;
  const port = portsOf(nodeTypeOf(catalogue, card.data.node), card.data.node)[0]?.name ?? "out";
  const { x, y } = node.internals.positionAbsolute;
  const at = flow.flowToScreenPosition({ x: x + card.data.size.width + 16, y });
  show(stores, { kind: "add", at, link: { kind: "from", node: id, port } });
}

/** For a node in the middle of an edge. */
export function openAddOnEdge(stores: EditorStores, id: string): void {
  const { flow } = viewOf(stores);
  const edge = edgeById(stores.editor.getState().document, id);
  const target = edge && flow?.getInternalNode(edge.target);
  if (!flow || !target) return;
  const place = target.internals.positionAbsolute;
  const at = flow.flowToScreenPosition({ x: place.x - 24, y: place.y });
  show(stores, { kind: "add", at, link: { kind: "edge", edge: id } });
}

/** Where the mouse is, if it is over the canvas. */
export function pointerOnCanvas(stores: EditorStores): Position | null {
  const { pointer, element } = viewOf(stores);
  const box = element?.getBoundingClientRect();
  if (!pointer || !box) return null;
  const isOver =
    pointer.x >= box.left && pointer.x <= box.right && pointer.y >= box.top && pointer.y <= box.bottom;
  return isOver ? pointer : null;
}
