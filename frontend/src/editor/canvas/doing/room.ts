/** Free places for new nodes. Positions are those of one level: within a container, or on the canvas. */

import { shifted, snapped } from "~/document/geometry";
import { childrenOf, edgesFrom, nodeById } from "~/document/lookup";
import type { Position, Size, WorkflowDocument } from "~/document/types";
import type { CardNode } from "../flow/flow-types";

const GAP = { width: 64, height: 48 } as const;

/** Where a new node goes behind another one. */
export function behind(node: CardNode, size: Size): Position {
  const { width, height } = node.data.size;
  return { x: at(node).x + width + GAP.width, y: at(node).y + (height - size.height) / 2 };
}

/** Where a new node goes before another one. */
export function before(node: CardNode, size: Size): Position {
  return {
    x: at(node).x - size.width - GAP.width,
    y: at(node).y + (node.data.size.height - size.height) / 2,
  };
}

/** The position itself, or the next one below where nothing stands. */
export function freePlace(others: readonly CardNode[], wanted: Position, size: Size): Position {
  let place = snapped(wanted);
  for (let tries = 0; tries < others.length; tries += 1) {
    const inTheWay = others.find((other) => overlaps(other, place, size));
    if (!inTheWay) return place;
    place = snapped({ x: place.x, y: at(inTheWay).y + inTheWay.data.size.height + GAP.height / 2 });
  }
  return place;
}

/** Moves that make room for a node between the ends of an edge: what comes behind goes to the right. */
export function roomBetween(
  document: WorkflowDocument,
  ends: { readonly source: CardNode; readonly target: CardNode },
  size: Size,
): Readonly<Record<string, Position>> {
  const { source, target } = ends;
  const missing = at(source).x + source.data.size.width + 2 * GAP.width + size.width - at(target).x;
  if (missing <= 0 || at(target).x <= at(source).x) return {};
  const moves: Record<string, Position> = {};
  for (const id of downstream(document, target.id)) {
    const node = nodeById(document, id);
    if (node?.position && node.position.x >= at(target).x) {
      moves[id] = snapped(shifted(node.position, { x: missing, y: 0 }));
    }
  }
  return moves;
}

/** Cards of one level. */
export function cardsWithin(
  document: WorkflowDocument,
  parent: string | undefined,
  card: (id: string) => CardNode | undefined,
): readonly CardNode[] {
  return childrenOf(document, parent).flatMap((id) => card(id) ?? []);
}

function downstream(document: WorkflowDocument, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const node of found) for (const edge of edgesFrom(document, node)) found.add(edge.target);
  return found;
}

function overlaps(other: CardNode, place: Position, size: Size): boolean {
  const { x, y } = at(other);
  const { width, height } = other.data.size;
  return x < place.x + size.width && place.x < x + width && y < place.y + size.height && place.y < y + height;
}

function at(node: CardNode): Position {
  return node.position;
}
