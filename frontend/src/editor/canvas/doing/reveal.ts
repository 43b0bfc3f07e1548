/** Bringing things into view. */

import { isStill } from "~/lib/motion";
import type { EditorStores } from "../../context";
import { noteKey } from "../flow/flow-types";
import { viewOf } from "../view";

const MARGIN = 24;
const DURATION = 200;

/** Pan to a node if it is not in view. It may have been added just now. */
export function reveal(stores: EditorStores, id: string): void {
  requestAnimationFrame(() => {
    if (!isInView(stores, id)) centreOn(stores, id);
  });
}

/** Put a node into the middle, near enough to read it. */
export function centreOn(stores: EditorStores, id: string): void {
  const { flow } = viewOf(stores);
  const node = flow?.getInternalNode(id);
  if (!flow || !node) return;
  const { x, y } = node.internals.positionAbsolute;
  const { width = 0, height = 0 } = node.measured;
  const zoom = Math.min(Math.max(flow.getZoom(), 0.7), 1.5);
  void flow.setCenter(x + width / 2, y + height / 2, { zoom, duration: isAnimated(stores) ? DURATION : 0 });
}

/** A view without a size, as when it is folded away, cannot glide. */
function isAnimated(stores: EditorStores): boolean {
  const box = viewOf(stores).element?.getBoundingClientRect();
  const hasSize = box !== undefined && box.width > 0 && box.height > 0;
  return hasSize && !isStill();
}

function isInView(stores: EditorStores, id: string): boolean {
  const { flow, element } = viewOf(stores);
  const node = flow?.getInternalNode(id);
  const view = element?.getBoundingClientRect();
  if (!flow || !node || !view) return true;
  const { positionAbsolute: corner } = node.internals;
  const { width = 0, height = 0 } = node.measured;
  const start = flow.flowToScreenPosition(corner);
  const end = flow.flowToScreenPosition({ x: corner.x + width, y: corner.y + height });
  const isWithinX = start.x >= view.left + MARGIN && end.x <= view.right - MARGIN;
  return isWithinX && start.y >= view.top + MARGIN && end.y <= view.bottom - MARGIN;
}

/** Select a note and bring it into view. */
export function revealNote(stores: EditorStores, id: string): void {
  stores.editor.getState().select({ notes: [id] });
  centreOn(stores, noteKey(id));
}
