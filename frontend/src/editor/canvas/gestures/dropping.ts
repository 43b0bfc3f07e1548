/** Node types dragged from the palette onto the canvas. */

import type { DragEvent } from "react";
import type { EditorStores } from "../../context";
import { addType } from "../doing/add";
import { containerAt, edgeAt } from "../flow/hit";
import { viewOf } from "../view";

/** What a dragged node type travels as. */
export const NODE_TYPE_MIME = "application/x-thaiyyal-node-type";

export function dragOver(stores: EditorStores, event: DragEvent): void {
  if (!event.dataTransfer.types.includes(NODE_TYPE_MIME) || !stores.editor.getState().canEdit) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  const { ui, flow } = viewOf(stores);
  const place = flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
  const target = (place && containerAt(flow, place, new Set())) ?? null;
  if (ui.getState().dropTarget !== target) ui.setState({ dropTarget: target });
}

export function dragLeave(stores: EditorStores): void {
  const { ui } = viewOf(stores);
  if (ui.getState().dropTarget !== null) ui.setState({ dropTarget: null });
}

export function drop(stores: EditorStores, event: DragEvent): void {
  const type = event.dataTransfer.getData(NODE_TYPE_MIME);
  const { flow, element } = viewOf(stores);
  if (type === "" || !flow) return;
  event.preventDefault();
  dragLeave(stores);
  const mouse = { x: event.clientX, y: event.clientY };
  const edge = edgeAt(mouse);
  const at = flow.screenToFlowPosition(mouse, { snapToGrid: false });
  addType(stores, type, edge === undefined ? { at } : { at, link: { kind: "edge", edge } });
  element?.focus({ preventScroll: true });
}
