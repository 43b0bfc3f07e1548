/** Bringing things into view. */

import type { Position, Size } from "~/document/types";
import { isStill } from "~/lib/motion";
import type { EditorStores } from "../../context";
import { FAR_ZOOM } from "../card/far";
import { noteKey } from "../flow/flow-types";
import { viewOf } from "../view";

const MARGIN = 24;
const DURATION = 200;
/** Of what is larger only the beginning has to be seen to type its label. */
const HEAD = { width: 240, height: 64 };

/** Pan to a node if it is not in view. It may have been added just now. */
export function reveal(stores: EditorStores, id: string): void {
  requestAnimationFrame(() => {
    if (!isInView(stores, id)) centreOn(stores, id);
  });
}

/** Put a node into the middle, near enough to read it. */
export function centreOn(stores: EditorStores, id: string): void {
  const box = boxOf(stores, id);
  if (box) centre(stores, box, isAnimated(stores) ? DURATION : 0);
}

/** Type the label of a node or group, or the text of a note, where it is seen and can be read. */
export function beginEditing(stores: EditorStores, key: string): void {
  const { flow, ui } = viewOf(stores);
  const box = boxOf(stores, key);
  if (flow && box) {
    const head = {
      ...box,
      width: Math.min(box.width, HEAD.width),
      height: Math.min(box.height, HEAD.height),
    };
    if (flow.getZoom() < FAR_ZOOM || !isSeen(stores, head)) centre(stores, head, 0);
  }
  ui.setState({ editing: key });
}

/** On the canvas. */
type Box = Position & Size;

function boxOf(stores: EditorStores, id: string): Box | undefined {
  const node = viewOf(stores).flow?.getInternalNode(id);
  if (!node) return undefined;
  const { width = 0, height = 0 } = node.measured;
  return { ...node.internals.positionAbsolute, width, height };
}

function centre(stores: EditorStores, { x, y, width, height }: Box, duration: number): void {
  const { flow } = viewOf(stores);
  if (!flow) return;
  const zoom = Math.min(Math.max(flow.getZoom(), 0.7), 1.5);
  void flow.setCenter(x + width / 2, y + height / 2, { zoom, duration });
}

/** A view without a size, as when it is folded away, cannot glide. */
function isAnimated(stores: EditorStores): boolean {
  const box = viewOf(stores).element?.getBoundingClientRect();
  const hasSize = box !== undefined && box.width > 0 && box.height > 0;
  return hasSize && !isStill();
}

function isInView(stores: EditorStores, id: string): boolean {
  const box = boxOf(stores, id);
  return box === undefined || isSeen(stores, box);
}

function isSeen(stores: EditorStores, { x, y, width, height }: Box): boolean {
  const { flow, element } = viewOf(stores);
  const view = element?.getBoundingClientRect();
  if (!flow || !view) return true;
  const start = flow.flowToScreenPosition({ x, y });
  const end = flow.flowToScreenPosition({ x: x + width, y: y + height });
  const isWithinX = start.x >= view.left + MARGIN && end.x <= view.right - MARGIN;
  return isWithinX && start.y >= view.top + MARGIN && end.y <= view.bottom - MARGIN;
}

/** Select a note and bring it into view. */
export function revealNote(stores: EditorStores, id: string): void {
  stores.editor.getState().select({ notes: [id] });
  centreOn(stores, noteKey(id));
}
