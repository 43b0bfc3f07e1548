/** Adding a node of a type: on its own, behind or before another one, or in the middle of an edge. */

import type { NodeType } from "~/document/catalogue";
import { batch } from "~/document/commands/command";
import { insertOnEdge } from "~/document/commands/edges";
import { addNodes, moveNodes } from "~/document/commands/nodes";
import { absolutePosition, difference, shifted, snapped as snap } from "~/document/geometry";
import { edgeById, nodeById } from "~/document/lookup";
import { newEdgeId, newNode } from "~/document/naming";
import { nodeTypeByName } from "~/document/node-types";
import { handleFor, inputsOf, PLAIN, portsOf } from "~/document/ports";
import type { Position, WorkflowNode } from "~/document/types";
import { notifyProblem } from "~/ui/notify";
import type { EditorStores } from "../../context";
import { cardOf, containerAt } from "../flow/hit";
import { cardSize, frameSize } from "../flow/sizes";
import { centreOf, type Link, say, viewOf } from "../view";
import { reveal } from "./reveal";
import { before, behind, cardsWithin, freePlace, roomBetween } from "./room";

/** `at`: on the canvas; the middle of what is seen where it is absent. */
export type Place = { readonly at?: Position; readonly link?: Link };

/** Add a node, select it, and say so. */
export function addType(stores: EditorStores, name: string, place: Place = {}): void {
  const { catalogue, canEdit, select } = stores.editor.getState();
  const type = nodeTypeByName(catalogue, name);
  if (!type || !canEdit) return;
  const id = place.link ? addLinked(stores, type, place.link, place.at) : addLoose(stores, type, place.at);
  if (id === undefined) return;
  select({ nodes: [id] });
  say(stores, `${type.label} was added.`);
  reveal(stores, id);
}

function addLoose(stores: EditorStores, type: NodeType, at: Position | undefined): string {
  const { document } = stores.editor.getState();
  const view = viewOf(stores);
  const point = at ?? centreOf(view);
  const container = at && containerAt(view.flow, at, new Set());
  const parent = type.is_top_level ? undefined : container;
  if (container !== parent) refuse("Not put inside", `${type.label} can only stand outside of containers.`);
  const node = newNode(document, type, { position: point, ...(parent !== undefined && { parent }) });
  const size = sizeOfNew(type, node);
  const corner = shifted(point, { x: -size.width / 2, y: -size.height / 2 });
  const inner = parent === undefined ? corner : difference(corner, absolutePosition(document, parent));
  const others = cardsWithin(document, parent, (id) => cardOf(view.flow, id));
  return put(stores, { ...node, position: freePlace(others, inner, size) });
}

function addLinked(stores: EditorStores, type: NodeType, link: Link, at?: Position): string | undefined {
  if (link.kind !== "edge") return addBeside(stores, type, link, at);
  const edge = edgeById(stores.editor.getState().document, link.edge);
  if (!edge || inputsOf(type) !== "none") return addOnEdge(stores, type, link.edge);
  refuse("Not connected", `${type.label} takes no input, so it cannot stand on an edge.`);
  return addLoose(stores, type, at);
}

function addBeside(
  stores: EditorStores,
  type: NodeType,
  link: Exclude<Link, { kind: "edge" }>,
  at?: Position,
): string | undefined {
  const { document, dispatch } = stores.editor.getState();
  const { flow } = viewOf(stores);
  const other = cardOf(flow, link.node);
  if (!other) return undefined;
  const parent = nodeById(document, link.node)?.parent;
  const node = newNode(document, type, { position: { x: 0, y: 0 }, ...(parent !== undefined && { parent }) });
  const size = sizeOfNew(type, node);
  const beside = link.kind === "from" ? behind(other, size) : before(other, size);
  const wanted = at
    ? dropPlace(stores, at, parent, link.kind === "from" ? 0 : size.width, size.height)
    : beside;
  const position = freePlace(
    cardsWithin(document, parent, (id) => cardOf(flow, id)),
    wanted,
    size,
  );
  const ends =
    link.kind === "from"
      ? { source: link.node, target: node.id, ...handleFor(link.port) }
      : { source: node.id, target: link.node, ...handleFor(firstPort(type, node)) };
  dispatch(addNodes([{ ...node, position }], [{ id: newEdgeId(document), ...ends }]), {
    label: `add ${type.label}`,
  });
  return node.id;
}

function addOnEdge(stores: EditorStores, type: NodeType, id: string): string | undefined {
  const { document, dispatch } = stores.editor.getState();
  const { flow } = viewOf(stores);
  const edge = edgeById(document, id);
  const source = edge && cardOf(flow, edge.source);
  const target = edge && cardOf(flow, edge.target);
  if (!source || !target) return undefined;
  const parent = nodeById(document, source.id)?.parent;
  const node = newNode(document, type, { position: { x: 0, y: 0 }, ...(parent !== undefined && { parent }) });
  const size = sizeOfNew(type, node);
  const moves = roomBetween(document, { source, target }, size);
  const isMoved = Object.keys(moves).length > 0;
  const y = isMoved ? behind(source, size).y : middle(source, target).y - size.height / 2;
  const x = isMoved ? behind(source, size).x : middle(source, target).x - size.width / 2;
  const inserted = insertOnEdge({
    edge: id,
    node: { ...node, position: snap({ x, y }) },
    newEdge: newEdgeId(document),
    ...handleFor(firstPort(type, node)),
  });
  dispatch(batch(isMoved ? [moveNodes(moves), inserted] : [inserted]), { label: `insert ${type.label}` });
  return node.id;
}

function refuse(what: string, reason: string): void {
  notifyProblem(what, new Error(reason));
}

function put({ editor }: EditorStores, node: WorkflowNode): string {
  editor.getState().dispatch(addNodes([node]));
  return node.id;
}

function firstPort(type: NodeType, node: WorkflowNode): string {
  return portsOf(type, node)[0]?.name ?? PLAIN;
}

function sizeOfNew(type: NodeType, node: WorkflowNode) {
  return type.is_container ? frameSize(node, []) : cardSize(portsOf(type, node));
}

function middle(
  source: { position: Position; data: { size: { width: number; height: number } } },
  target: typeof source,
) {
  const right = source.position.x + source.data.size.width;
  const one = source.position.y + source.data.size.height / 2;
  const other = target.position.y + target.data.size.height / 2;
  return { x: (right + target.position.x) / 2, y: (one + other) / 2 };
}

function dropPlace(
  stores: EditorStores,
  at: Position,
  parent: string | undefined,
  left: number,
  height: number,
) {
  const { document } = stores.editor.getState();
  const corner = { x: at.x - left, y: at.y - height / 2 };
  return parent === undefined ? corner : difference(corner, absolutePosition(document, parent));
}
