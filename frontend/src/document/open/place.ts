/** A place for nodes that have none: layers along the edges, body by body, the inner ones first. */

import type { Catalogue } from "../catalogue";
import { CONTAINER_SIZE, NODE_SIZE, PADDING } from "../geometry";
import { childrenOf, edgesFrom, nodeById } from "../lookup";
import { nodeTypeOf } from "../node-types";
import type { Position, Size, WorkflowDocument } from "../types";

const GAP = { x: 80, y: 32 } as const;

type Placed = { readonly positions: Map<string, Position>; readonly sizes: Map<string, Size> };

/** Return positions for the nodes that have none. Linear. */
export function missingPositions(
  document: WorkflowDocument,
  catalogue?: Catalogue,
): Readonly<Record<string, Position>> {
  if (document.nodes.every((node) => node.position)) return {};
  const placed: Placed = { positions: new Map(), sizes: emptyContainers(document, catalogue) };
  for (const body of bodiesInnerFirst(document)) {
    placeBody(document, body, placed);
    if (body !== undefined) placed.sizes.set(body, sizeAround(document, body, placed));
  }
  return Object.fromEntries(placed.positions);
}

/** Ids by layer: each node behind all that lead to it within its body; nodes on a cycle come first. */
export function layersOf(document: WorkflowDocument, ids: readonly string[]): readonly (readonly string[])[] {
  const waiting = new Map(ids.map((id) => [id, 0]));
  const next = (id: string) =>
    edgesFrom(document, id).flatMap(({ target }) => (waiting.has(target) ? [target] : []));
  for (const id of ids) for (const target of next(id)) waiting.set(target, (waiting.get(target) ?? 0) + 1);
  const layer = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (const id of ready) {
    for (const target of next(id)) {
      layer.set(target, Math.max(layer.get(target) ?? 0, (layer.get(id) ?? 0) + 1));
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  const layers: string[][] = [];
  for (const id of ids) {
    const at = layer.get(id) ?? 0;
    while (layers.length <= at) layers.push([]);
    layers[at]?.push(id);
  }
  return layers.filter((members) => members.length > 0);
}

function emptyContainers(document: WorkflowDocument, catalogue: Catalogue | undefined): Map<string, Size> {
  if (!catalogue) return new Map();
  const empty = document.nodes.filter((node) => nodeTypeOf(catalogue, node)?.is_container);
  return new Map(empty.map((node) => [node.id, CONTAINER_SIZE]));
}

function bodiesInnerFirst(document: WorkflowDocument): readonly (string | undefined)[] {
  const bodies: (string | undefined)[] = [undefined];
  for (const body of bodies) {
    for (const id of childrenOf(document, body)) if (childrenOf(document, id).length > 0) bodies.push(id);
  }
  return bodies.reverse();
}

function placeBody(document: WorkflowDocument, body: string | undefined, placed: Placed): void {
  const ids = childrenOf(document, body);
  const missing = ids.filter((id) => !nodeById(document, id)?.position);
  const origin = body === undefined ? { x: 0, y: 0 } : { x: PADDING.left, y: PADDING.top };
  const taken = ids.flatMap((id) => bottomOf(document, id, placed));
  const top = taken.reduce((lowest, bottom) => Math.max(lowest, bottom + GAP.y), origin.y);
  let x: number = origin.x;
  for (const layer of layersOf(document, missing)) {
    let y = top;
    let width = 0;
    for (const id of layer) {
      placed.positions.set(id, { x, y });
      const size = sizeFor(document, id, placed);
      y += size.height + GAP.y;
      width = Math.max(width, size.width);
    }
    x += width + GAP.x;
  }
}

/** Where a node ends that has a position already. */
function bottomOf(document: WorkflowDocument, id: string, placed: Placed): readonly number[] {
  const position = nodeById(document, id)?.position;
  return position ? [position.y + sizeFor(document, id, placed).height] : [];
}

function sizeFor(document: WorkflowDocument, id: string, placed: Placed): Size {
  return nodeById(document, id)?.size ?? placed.sizes.get(id) ?? NODE_SIZE;
}

function sizeAround(document: WorkflowDocument, body: string, placed: Placed): Size {
  let { width, height } = CONTAINER_SIZE;
  for (const id of childrenOf(document, body)) {
    const position = nodeById(document, id)?.position ?? placed.positions.get(id) ?? { x: 0, y: 0 };
    const size = sizeFor(document, id, placed);
    width = Math.max(width, position.x + size.width + PADDING.right);
    height = Math.max(height, position.y + size.height + PADDING.bottom);
  }
  return { width, height };
}
