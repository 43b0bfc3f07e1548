/** React Flow's nodes for the document's. One that has not changed is the same object again. */

import { Position as Side } from "@xyflow/react";
import type { Catalogue } from "~/document/catalogue";
import { childrenOf, edgesTo } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { inputsOf, type Port, shownPorts } from "~/document/ports";
import type { Position, Size, WorkflowDocument, WorkflowNode } from "~/document/types";
import type { CardData, CardNode } from "./flow-types";
import { parentsFirst } from "./order";
import { cardSize, frameSize, isFrame, portsHeight, portTop } from "./sizes";

/** `moving`: where nodes are while they are dragged, before the document says so. */
export type Shown = {
  readonly document: WorkflowDocument;
  readonly catalogue: Catalogue;
  readonly selected: ReadonlySet<string>;
  readonly moving: ReadonlyMap<string, Position>;
};

const HANDLE = { width: 12, height: 12 };
/** The card itself has a role and a name, the element around it has none. */
const UNNAMED: CardNode["domAttributes"] = { "aria-roledescription": undefined };
const ORIGIN: Position = { x: 0, y: 0 };
const cards = new WeakMap<WorkflowNode, CardNode>();
/** The edges and types with which a card was drawn: as long as they are the same, so is a card without inner nodes. */
const drawnWith = new WeakMap<CardData, Pick<WorkflowDocument, "edges"> & Pick<Shown, "catalogue">>();

export function cardNodes(shown: Shown): readonly CardNode[] {
  const order = parentsFirst(shown.document);
  const made = new Map<string, CardNode>();
  for (const node of order.toReversed()) made.set(node.id, cardNode(shown, node, made));
  return order.flatMap((node) => made.get(node.id) ?? []);
}

/** Inner nodes are made before their container, for it is as large as they need. */
function cardNode(shown: Shown, node: WorkflowNode, made: ReadonlyMap<string, CardNode>): CardNode {
  const before = cards.get(node);
  const data = cardData(shown, node, made, before?.data);
  const isSelected = shown.selected.has(node.id);
  const position = shown.moving.get(node.id) ?? node.position ?? ORIGIN;
  const isSame = before && before.data === data && before.selected === isSelected;
  if (isSame && before.position.x === position.x && before.position.y === position.y) return before;
  const card = before?.data === data ? before : newCard(data);
  const placed = { ...card, position, selected: isSelected };
  cards.set(node, placed);
  return placed;
}

function cardData(
  { document, catalogue }: Shown,
  node: WorkflowNode,
  made: ReadonlyMap<string, CardNode>,
  before: CardData | undefined,
): CardData {
  const inner = childrenOf(document, node.id).flatMap((id) => made.get(id) ?? []);
  const { edges } = document;
  const known = before && !before.isFrame && inner.length === 0 ? drawnWith.get(before) : undefined;
  if (before && known?.edges === edges && known.catalogue === catalogue) return before;
  const data = freshData({ document, catalogue }, node, inner, before);
  drawnWith.set(data, { edges, catalogue });
  return data;
}

function freshData(
  { document, catalogue }: Pick<Shown, "document" | "catalogue">,
  node: WorkflowNode,
  inner: readonly CardNode[],
  before: CardData | undefined,
): CardData {
  const type = nodeTypeOf(catalogue, node);
  const ports = shownPorts(document, catalogue, node.id);
  const frame = isFrame(type, inner.length > 0);
  const hasInput = inputsOf(type) !== "none" || edgesTo(document, node.id).length > 0;
  const size = frame ? frameSize(node, inner.map(atRest)) : cardSize(ports);
  const isSame = before && before.type === type && before.hasInput === hasInput && before.isFrame === frame;
  if (isSame && sameSize(before.size, size) && samePorts(before.ports, ports)) return before;
  return { node, type, ports, hasInput, isFrame: frame, size };
}

/** While somebody drags an inner node, its container waits: else it could never be dragged out. */
function atRest({ data }: CardNode) {
  return { ...(data.node.position ?? ORIGIN), size: data.size };
}

function newCard(data: CardData): CardNode {
  const { node, size } = data;
  return {
    id: node.id,
    type: "card",
    position: ORIGIN,
    data,
    ...size,
    measured: size,
    handles: handlesOf(data),
    ...(node.parent !== undefined && { parentId: node.parent }),
    domAttributes: UNNAMED,
  };
}

function handlesOf({ ports, hasInput, size, isFrame: frame }: CardData): CardNode["handles"] {
  const height = portsHeight(ports, size, frame);
  const input = { id: "in", type: "target" as const, position: Side.Left, ...at(0, portTop(0, 1, height)) };
  const outputs = ports.map((port, n) => ({
    id: port.name,
    type: "source" as const,
    position: Side.Right,
    ...at(size.width, portTop(n, ports.length, height)),
  }));
  return hasInput ? [input, ...outputs] : outputs;
}

function at(x: number, y: number) {
  return { x: x - HANDLE.width / 2, y: y - HANDLE.height / 2, ...HANDLE };
}

function sameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

function samePorts(one: readonly Port[], other: readonly Port[]): boolean {
  return one.length === other.length && one.every((port, n) => isSamePort(port, other[n]));
}

function isSamePort(one: Port, other: Port | undefined): boolean {
  return one.name === other?.name && one.label === other.label && one.isStray === other.isStray;
}
