/** An edge that is let go beside the ports. */

import { edgeById, nodeById } from "~/document/lookup";
import type { Position } from "~/document/types";
import { notifyProblem } from "~/ui/notify";
import type { EditorStores } from "../../context";
import {
  type Beginning,
  connectNodes,
  endingOn,
  endsOf,
  reasonAgainst,
  reconnectEdge,
} from "../doing/connect";
import { openAddAt } from "../doing/open-add";
import { nodeAt } from "../flow/hit";
import { say } from "../view";

/** Over a card it is connected there if that may be. Over nothing a new node is offered, but not for an edge that was there. */
export function finishElsewhere(stores: EditorStores, at: Position, from: Beginning): void {
  const { document } = stores.editor.getState();
  const other = nodeAt(at);
  const isNothing = other === undefined || (other === nodeById(document, from.node)?.parent && !isHead(at));
  if (isNothing) {
    if (from.edge === undefined) offer(stores, at, from);
  } else if (other !== from.node && other !== oldEnd(stores, from)) connectTo(stores, other, from);
}

/** Where an edge that is drawn anew ended before, at the side that is moved. */
function oldEnd({ editor }: EditorStores, from: Beginning): string | undefined {
  if (from.edge === undefined) return undefined;
  const edge = edgeById(editor.getState().document, from.edge);
  return from.type === "source" ? edge?.target : edge?.source;
}

function connectTo(stores: EditorStores, other: string, from: Beginning): void {
  const state = stores.editor.getState();
  const to = endingOn(state, from, other);
  const reason = reasonAgainst(state, from, to);
  if (reason !== null) {
    say(stores, reason);
    notifyProblem("Not connected", new Error(reason));
  } else if (from.edge === undefined) connectNodes(stores, endsOf(from, to));
  else reconnectEdge(stores, from.edge, endsOf(from, to));
}

function offer(stores: EditorStores, at: Position, { node, handle, type }: Beginning): void {
  const link =
    type === "source"
      ? { kind: "from" as const, node, port: handle ?? "out" }
      : { kind: "to" as const, node };
  openAddAt(stores, at, link);
}

function isHead({ x, y }: Position): boolean {
  return document.elementFromPoint(x, y)?.closest("[data-frame]") !== null;
}
