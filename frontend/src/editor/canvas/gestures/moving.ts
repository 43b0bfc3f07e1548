/** Dragging on the canvas: where things are meanwhile, and the one command at the end. */

import type { NodeChange, NodePositionChange } from "@xyflow/react";
import { batch, type Command } from "~/document/commands/command";
import { changeNote, groupsOf } from "~/document/commands/drawing";
import { connect, disconnect } from "~/document/commands/edges";
import { moveNodes } from "~/document/commands/nodes";
import { edgesLost, setParent } from "~/document/commands/parents";
import { difference, shifted } from "~/document/geometry";
import { edgeById, edgesFrom, edgesTo, nodeById, withInner } from "~/document/lookup";
import { newEdgeId } from "~/document/naming";
import { nodeTypeOf } from "~/document/node-types";
import { handleFor, inputsOf, PLAIN, portsOf } from "~/document/ports";
import type { Position } from "~/document/types";
import { plural } from "~/lib/format";
import { notifyDone } from "~/ui/notify";
import type { EditorStores } from "../../context";
import { named } from "../doing/connect";
import { type FlowNode, groupKey, idOfKey } from "../flow/flow-types";
import { containerAt, edgeAt } from "../flow/hit";
import { STILL, say, viewOf } from "../view";

type Moving = ReadonlyMap<string, Position>;

/** Follow what React Flow drags. A group takes its nodes along. */
export function follow(stores: EditorStores, changes: readonly NodeChange<FlowNode>[]): void {
  const moved = changes.filter((change) => change.type === "position");
  if (moved.length === 0) return;
  const { ui } = viewOf(stores);
  const moving = new Map(ui.getState().moving);
  for (const change of moved) followOne(stores, change, moving);
  ui.setState({ moving });
}

function followOne(
  stores: EditorStores,
  { id, position }: NodePositionChange,
  moving: Map<string, Position>,
): void {
  const before = viewOf(stores).flow?.getNode(id);
  if (!position || !before) return;
  if (before.type !== "group") {
    moving.set(id, position);
    return;
  }
  const by = difference(position, before.position);
  const { document } = stores.editor.getState();
  const group = groupsOf(document).find((each) => groupKey(each.id) === id);
  for (const member of group?.nodes ?? []) {
    const place = moving.get(member) ?? nodeById(document, member)?.position;
    if (place) moving.set(member, shifted(place, by));
  }
}

/** Show the container that what is dragged would fall into. */
export function aim(stores: EditorStores, mouse: Position, dragged: readonly FlowNode[]): void {
  const { ui } = viewOf(stores);
  const target = targetOf(stores, mouse, dragged);
  if (ui.getState().dropTarget !== (target ?? null)) ui.setState({ dropTarget: target ?? null });
}

/** What is dragged lands: one step of undo. */
export function land(stores: EditorStores, mouse: Position, dragged: readonly FlowNode[]): void {
  const { ui } = viewOf(stores);
  const { moving } = ui.getState();
  const commands = landing(stores, mouse, dragged, moving);
  if (commands.length > 0)
    stores.editor.getState().dispatch(batch(commands), { label: labelOf(moving.size) });
  ui.setState({ moving: STILL, dropTarget: null });
}

function landing(
  stores: EditorStores,
  mouse: Position,
  dragged: readonly FlowNode[],
  moving: Moving,
): readonly Command[] {
  const { document } = stores.editor.getState();
  const places = Object.fromEntries([...moving].filter(([id]) => nodeById(document, id)));
  const moves = Object.keys(places).length > 0 ? [moveNodes(places)] : [];
  const notes = dragged.flatMap(({ id, type }) => {
    const position = type === "note" ? moving.get(id) : undefined;
    return position ? [changeNote(idOfKey(id), { position })] : [];
  });
  return [...moves, ...notes, ...(intoContainer(stores, mouse, dragged) ?? ontoEdge(stores, mouse, dragged))];
}

function intoContainer(
  stores: EditorStores,
  mouse: Position,
  dragged: readonly FlowNode[],
): readonly Command[] | undefined {
  const { flow } = viewOf(stores);
  const { document } = stores.editor.getState();
  const target = targetOf(stores, mouse, dragged) ?? null;
  const ids = cardIds(dragged).filter((id) => (nodeById(document, id)?.parent ?? null) !== target);
  if (ids.length === 0) return undefined;
  const corner = target === null ? { x: 0, y: 0 } : flow?.getInternalNode(target)?.internals.positionAbsolute;
  const positions = ids.flatMap<[string, Position]>((id) => {
    const place = flow?.getInternalNode(id)?.internals.positionAbsolute;
    return place && corner ? [[id, inside(difference(place, corner), target)]] : [];
  });
  const command = setParent(ids, target, Object.fromEntries(positions));
  tell(stores, ids, target, edgesLost(document, command).length);
  return [command];
}

/** A node without edges that is dropped on an edge goes between its ends. */
function ontoEdge(stores: EditorStores, mouse: Position, dragged: readonly FlowNode[]): readonly Command[] {
  const [node, ...others] = dragged;
  if (node?.type !== "card" || others.length > 0) return [];
  const { document, catalogue } = stores.editor.getState();
  const id = node.id;
  const edge = edgeById(document, edgeAt(mouse) ?? "");
  if (!edge || edgesFrom(document, id).length + edgesTo(document, id).length > 0) return [];
  const type = nodeTypeOf(catalogue, node.data.node);
  const isLevel = nodeById(document, edge.source)?.parent === node.data.node.parent;
  if (inputsOf(type) === "none" || !isLevel) return [];
  const port = portsOf(type, node.data.node)[0]?.name ?? PLAIN;
  say(stores, `${named(stores, id)} was put on the edge.`);
  const { target, targetHandle: _handle, ...start } = edge;
  return [
    disconnect([edge.id]),
    connect({ ...start, target: id }),
    connect({ id: newEdgeId(document), source: id, target, ...handleFor(port) }),
  ];
}

function targetOf(stores: EditorStores, mouse: Position, dragged: readonly FlowNode[]): string | undefined {
  const { flow } = viewOf(stores);
  const ids = cardIds(dragged);
  if (!flow || ids.length === 0 || dragged.some(staysOutside)) return undefined;
  const inner = withInner(stores.editor.getState().document, ids);
  return containerAt(flow, flow.screenToFlowPosition(mouse, { snapToGrid: false }), inner);
}

/** What starts a workflow, or declares for all of it, stands in no container. */
function staysOutside(node: FlowNode): boolean {
  return node.type === "card" && node.data.type?.is_top_level === true;
}

function cardIds(dragged: readonly FlowNode[]): readonly string[] {
  return dragged.filter((node) => node.type === "card").map((node) => node.id);
}

/** Within a container nothing lies on its head. */
function inside({ x, y }: Position, container: string | null): Position {
  return container === null ? { x, y } : { x: Math.max(x, 16), y: Math.max(y, 56) };
}

function tell(stores: EditorStores, ids: readonly string[], target: string | null, lost: number): void {
  const what = ids.length === 1 && ids[0] !== undefined ? named(stores, ids[0]) : plural(ids.length, "node");
  const where = target === null ? "out of its container" : `into ${named(stores, target)}`;
  const gone = lost > 0 ? ` ${plural(lost, "edge")} between the two went.` : "";
  say(stores, `${what} moved ${where}.${gone}`);
  if (lost > 0) notifyDone(`Moved ${where}.${gone}`);
}

function labelOf(count: number): string {
  return count === 1 ? "move a node" : `move ${plural(count, "node")}`;
}
