/** Going from node to node by keyboard: along edges, or through all of them in the order of reading. */

import { absolutePosition } from "~/document/geometry";
import type { Direction } from "~/document/layout";
import { edgesFrom, edgesTo, nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import type { WorkflowDocument } from "~/document/types";
import type { EditorStores } from "../../context";
import { marksOf, nameOf } from "../card/status";
import { noteKey } from "../flow/flow-types";
import { say, viewOf } from "../view";
import { named } from "./connect";
import { reveal } from "./reveal";

const orders = new WeakMap<WorkflowDocument["nodes"], readonly string[]>();

/** Right and left follow edges, down and up go through everything. */
export function walk(stores: EditorStores, direction: Direction): boolean {
  const { document, selection, select } = stores.editor.getState();
  const [from] = selection.nodes;
  const next = from === undefined ? readingOrder(document)[0] : nextOf(document, from, direction);
  if (next === undefined) return false;
  select({ nodes: [next] });
  say(stores, spokenName(stores, next));
  reveal(stores, next);
  return true;
}

/** Go to the fields of the selected node, or into the text of the selected note. */
export function enterNode(stores: EditorStores): boolean {
  const { document, catalogue, selection, goTo, canEdit } = stores.editor.getState();
  const [note] = selection.notes;
  if (note !== undefined && canEdit) {
    viewOf(stores).ui.setState({ editing: noteKey(note) });
    return true;
  }
  const [id] = selection.nodes;
  const node = id === undefined ? undefined : nodeById(document, id);
  if (id === undefined || !node) return false;
  const { required = [], properties = {} } = nodeTypeOf(catalogue, node)?.params ?? {};
  const field = required[0] ?? Object.keys(properties).find((name) => name !== "label");
  goTo(id, field ?? "label");
  return true;
}

/** What a node is called, with its type and how it ran. */
export function spokenName(stores: EditorStores, id: string): string {
  const { document, catalogue, problems } = stores.editor.getState();
  const node = nodeById(document, id);
  if (!node) return id;
  const { nodes, pinned } = stores.run.getState();
  return nameOf({
    typeLabel: nodeTypeOf(catalogue, node)?.label ?? node.type ?? "Unknown type",
    title: named(stores, id),
    run: nodes.get(id),
    marks: marksOf(problems, id),
    isPinned: Object.hasOwn(pinned, id),
  });
}

function nextOf(document: WorkflowDocument, from: string, direction: Direction): string | undefined {
  if (direction === "right") return edgesFrom(document, from)[0]?.target;
  if (direction === "left") return edgesTo(document, from)[0]?.source;
  const order = readingOrder(document);
  const at = order.indexOf(from) + (direction === "down" ? 1 : -1);
  return order.at(at % order.length);
}

/** From left to right, then from top to bottom. */
function readingOrder(document: WorkflowDocument): readonly string[] {
  const known = orders.get(document.nodes);
  if (known) return known;
  const placed = document.nodes.map(({ id }) => ({ id, ...absolutePosition(document, id) }));
  const order = placed.sort((one, other) => one.x - other.x || one.y - other.y).map(({ id }) => id);
  orders.set(document.nodes, order);
  return order;
}
