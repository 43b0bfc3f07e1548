/** Where things are: sizes, absolute positions and the boxes around them. */

import { childrenOf, containersOf, nodeById } from "./lookup";
import type { Position, Size, WorkflowDocument, WorkflowNode } from "./types";

export type Box = Position & Size;

/** Sizes as they were measured on the canvas, by id of the node. */
export type Sizes = ReadonlyMap<string, Size>;

export const GRID = 16;
export const NODE_SIZE: Size = { width: 208, height: 64 };
export const CONTAINER_SIZE: Size = { width: 320, height: 160 };
/** Between the frame of a container and the nodes inside. */
export const PADDING = { top: 56, right: 24, bottom: 24, left: 24 } as const;

const ORIGIN: Position = { x: 0, y: 0 };
const NO_SIZES: Sizes = new Map();

/** The size of a node: as somebody made it, as measured, or as its inner nodes need it. */
export function sizeOf(document: WorkflowDocument, node: WorkflowNode, sizes: Sizes = NO_SIZES): Size {
  const known = node.size ?? sizes.get(node.id);
  if (known) return known;
  const inner = childrenOf(document, node.id);
  return inner.length > 0 ? sizeAround(document, inner, sizes) : NODE_SIZE;
}

/** The position on the canvas, all containers counted. */
export function absolutePosition(document: WorkflowDocument, id: string): Position {
  const places = [id, ...containersOf(document, id)].map((at) => nodeById(document, at)?.position ?? ORIGIN);
  return { x: sum(places.map((place) => place.x)), y: sum(places.map((place) => place.y)) };
}

export function boxOf(document: WorkflowDocument, id: string, sizes: Sizes = NO_SIZES): Box {
  const node = nodeById(document, id);
  return { ...absolutePosition(document, id), ...(node ? sizeOf(document, node, sizes) : NODE_SIZE) };
}

/** The box around boxes, undefined around none. */
export function boxAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = least(boxes.map((box) => box.x));
  const y = least(boxes.map((box) => box.y));
  const right = -least(boxes.map((box) => -(box.x + box.width)));
  const bottom = -least(boxes.map((box) => -(box.y + box.height)));
  return { x, y, width: right - x, height: bottom - y };
}

/** The box around nodes on the canvas. */
export function boundsOf(document: WorkflowDocument, ids: readonly string[], sizes?: Sizes): Box | undefined {
  return boxAround(ids.map((id) => boxOf(document, id, sizes)));
}

export function snapped({ x, y }: Position, grid: number = GRID): Position {
  return { x: Math.round(x / grid) * grid + 0, y: Math.round(y / grid) * grid + 0 };
}

export function shifted(one: Position, by: Position): Position {
  return { x: one.x + by.x, y: one.y + by.y };
}

export function difference(one: Position, other: Position): Position {
  return { x: one.x - other.x, y: one.y - other.y };
}

function sizeAround(document: WorkflowDocument, inner: readonly string[], sizes: Sizes): Size {
  let { width, height } = CONTAINER_SIZE;
  for (const id of inner) {
    const node = nodeById(document, id);
    if (!node) continue;
    const size = sizeOf(document, node, sizes);
    const { x, y } = node.position ?? ORIGIN;
    width = Math.max(width, x + size.width + PADDING.right);
    height = Math.max(height, y + size.height + PADDING.bottom);
  }
  return { width, height };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
