/** How large cards are and where their ports stand. Known from the document alone, so that nothing is measured. */

import type { NodeType } from "~/document/catalogue";
import { CONTAINER_SIZE, NODE_SIZE, PADDING } from "~/document/geometry";
import type { Port } from "~/document/ports";
import type { Size, WorkflowNode } from "~/document/types";

export const CARD_WIDTH = NODE_SIZE.width;
export const HEAD_HEIGHT = 48;
const PORT_GAP = 20;
const PORT_MARGIN = 4;

/** Of a card without anything inside. */
export function cardSize(ports: readonly Port[]): Size {
  const needed = ports.length * PORT_GAP + 2 * PORT_MARGIN;
  return { width: CARD_WIDTH, height: Math.max(NODE_SIZE.height, needed) };
}

/** How far below the upper edge the n-th port stands. */
export function portTop(at: number, count: number, height: number): number {
  return height / 2 + (at - (count - 1) / 2) * PORT_GAP;
}

/** The height in which ports are spread: the card's, or of a container its head's. */
export function portsHeight(ports: readonly Port[], size: Size, isContainer: boolean): number {
  return isContainer ? Math.max(HEAD_HEIGHT, ports.length * PORT_GAP + 2 * PORT_MARGIN) : size.height;
}

/** Whether a node is drawn as a frame that others can be put into. */
export function isFrame(type: NodeType | undefined, hasInner: boolean): boolean {
  return hasInner || (type?.is_container ?? false);
}

type Placed = { readonly x: number; readonly y: number; readonly size: Size };

/** The size of a frame: as somebody made it, but never smaller than what is inside. */
export function frameSize(node: WorkflowNode, inner: readonly Placed[]): Size {
  let { width, height } = node.size ?? CONTAINER_SIZE;
  for (const { x, y, size } of inner) {
    width = Math.max(width, x + size.width + PADDING.right);
    height = Math.max(height, y + size.height + PADDING.bottom);
  }
  return { width, height };
}
