/** Connecting nodes, whichever way somebody does it. */

import type { Catalogue } from "~/document/catalogue";
import { connect, reconnect } from "~/document/commands/edges";
import { canConnect } from "~/document/connecting";
import { nodeById } from "~/document/lookup";
import { newEdgeId } from "~/document/naming";
import { titleOf } from "~/document/node-types";
import { handleFor } from "~/document/ports";
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

/** The nodes that an edge from here may lead to; null where that is not worked out. */
export function allowedFrom({ document, catalogue }: Open, from: Beginning): ReadonlySet<string> | null {
  if (from.type === "target") return null;
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
  dispatch(reconnect({ id: edge, source, target, ...handleFor(port) }));
  say(stores, `The edge now leads from ${named(stores, source)} to ${named(stores, target)}.`);
}

/** What people call a node. */
export function named({ editor }: EditorStores, id: string): string {
  const { document, catalogue } = editor.getState();
  const node = nodeById(document, id);
  return node ? titleOf(catalogue, node) : id;
}
