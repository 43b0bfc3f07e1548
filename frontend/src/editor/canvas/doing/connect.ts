/** Connecting nodes, whichever way somebody does it. */

import type { Catalogue } from "~/document/catalogue";
import { connect, reconnect } from "~/document/commands/edges";
import { canConnect, sourcesFor } from "~/document/connecting";
import { edgeById, nodeById } from "~/document/lookup";
import { newEdgeId } from "~/document/naming";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { handleFor, portOf, portsOf } from "~/document/ports";
import type { WorkflowDocument } from "~/document/types";
import type { EditorStores } from "../../context";
import { say } from "../view";

type Open = { readonly document: WorkflowDocument; readonly catalogue: Catalogue };
/** Where the drawing began; backwards where `type` is `target`. `handle`: null where there is only one. */
export type Beginning = {
  readonly node: string;
  readonly handle: string | null;
  readonly type: "source" | "target";
  readonly edge?: string;
};
export type Ending = { readonly node: string; readonly handle: string | null };
export type Ends = { readonly source: string; readonly port: string; readonly target: string };

/** Why an edge may not be drawn like this, or null. */
export function reasonAgainst({ document, catalogue }: Open, from: Beginning, to: Ending): string | null {
  const { source, port, target } = endsOf(from, to);
  const again = from.edge === undefined ? {} : { edge: from.edge };
  const answer = canConnect(document, catalogue, { node: source, port }, { node: target, ...again });
  return answer.ok ? null : answer.reason;
}

/** The ends of an edge drawn forwards or backwards. */
export function endsOf(from: Beginning, to: Ending): Ends {
  if (from.type === "source") return { source: from.node, port: from.handle ?? "out", target: to.node };
  return { source: to.node, port: to.handle ?? "out", target: from.node };
}

/** Where an edge ends that is dropped on a card: backwards at its first port that may be the beginning. */
export function endingOn({ document, catalogue }: Open, from: Beginning, other: string): Ending {
  const node = nodeById(document, other);
  if (from.type === "source" || !node) return { node: other, handle: null };
  const ports = portsOf(nodeTypeOf(catalogue, node), node).map(({ name }) => name);
  const isFree = (handle: string) =>
    reasonAgainst({ document, catalogue }, from, { node: other, handle }) === null;
  return { node: other, handle: ports.find(isFree) ?? ports[0] ?? null };
}

/** The nodes that an edge from here may lead to; drawn backwards, those that it may come from. */
export function allowedFrom({ document, catalogue }: Open, from: Beginning): ReadonlySet<string> {
  const { node, edge } = from;
  if (from.type === "target")
    return sourcesFor(document, catalogue, { node, ...(edge !== undefined && { edge }) });
  const ids = document.nodes.map((node) => node.id);
  return new Set(
    ids.filter((node) => reasonAgainst({ document, catalogue }, from, { node, handle: null }) === null),
  );
}

/** Connect, or say why not. */
export function connectNodes(stores: EditorStores, ends: Ends): boolean {
  const { document, catalogue, dispatch } = stores.editor.getState();
  const { source, port, target } = ends;
  const answer = canConnect(document, catalogue, { node: source, port }, { node: target });
  if (!answer.ok) {
    say(stores, answer.reason);
    return false;
  }
  dispatch(connect({ id: newEdgeId(document), source, target, ...handleFor(port) }));
  say(stores, `${named(stores, source)} is connected to ${named(stores, target)}.`);
  return true;
}

/** Give an edge other ends, or say why not. */
export function reconnectEdge(stores: EditorStores, edge: string, ends: Ends): void {
  const { document, catalogue, dispatch } = stores.editor.getState();
  const { source, port, target } = ends;
  const answer = canConnect(document, catalogue, { node: source, port }, { node: target, edge });
  if (!answer.ok) {
    say(stores, answer.reason);
    return;
  }
  if (isAsBefore(stores, edge, ends)) return;
  dispatch(reconnect({ id: edge, source, target, ...handleFor(port) }));
  say(stores, `The edge now leads from ${named(stores, source)} to ${named(stores, target)}.`);
}

function isAsBefore({ editor }: EditorStores, id: string, { source, port, target }: Ends): boolean {
  const { document, catalogue } = editor.getState();
  const edge = edgeById(document, id);
  const node = nodeById(document, source);
  if (!edge || !node || edge.source !== source || edge.target !== target) return false;
  return portOf(nodeTypeOf(catalogue, node), edge) === port;
}

/** What people call a node. */
export function named({ editor }: EditorStores, id: string): string {
  const { document, catalogue } = editor.getState();
  const node = nodeById(document, id);
  return node ? titleOf(catalogue, node) : id;
}
