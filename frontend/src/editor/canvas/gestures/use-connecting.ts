/** Drawing an edge with the mouse. */

import type { Connection, Edge, FinalConnectionState, OnConnectStartParams } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { notifyProblem } from "~/ui/notify";
import { type EditorStores, useStores } from "../../context";
import { allowedFrom, type Beginning, connectNodes, reasonAgainst, reconnectEdge } from "../doing/connect";
import { openAddAt } from "../doing/open-add";
import type { FlowEdge } from "../flow/flow-types";
import { nodeAt } from "../flow/hit";
import { say, viewOf } from "../view";

type Final = FinalConnectionState;
type Mouse = MouseEvent | TouchEvent;

/** What React Flow tells of edges that are drawn or drawn anew. */
export function useConnecting() {
  const stores = useStores();
  const edge = useRef<string | undefined>(undefined);
  return useMemo(() => {
    const begin = (_event: Mouse, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (nodeId === null || handleType === null) return;
      const from = beginning({ node: nodeId, handle: handleId, type: handleType }, edge.current);
      viewOf(stores).ui.setState({ allowed: allowedFrom(stores.editor.getState(), from) });
    };
    return {
      onConnectStart: begin,
      onConnect: (connection: Connection) => void connectNodes(stores, ends(connection)),
      onConnectEnd: (event: Mouse, final: Final) => {
        viewOf(stores).ui.setState({ allowed: null });
        if (!final.isValid && edge.current === undefined) finishElsewhere(stores, event, final);
      },
      onReconnectStart: (_event: unknown, { id }: FlowEdge) => {
        edge.current = id;
      },
      onReconnect: ({ id }: FlowEdge, connection: Connection) => reconnectEdge(stores, id, ends(connection)),
      onReconnectEnd: () => {
        edge.current = undefined;
        viewOf(stores).ui.setState({ allowed: null });
      },
      isValidConnection: (connection: Edge | Connection) => {
        const { source, sourceHandle = null, target } = connection;
        const from = beginning({ node: source, handle: sourceHandle, type: "source" }, edge.current);
        return reasonAgainst(stores.editor.getState(), from, { node: target, handle: null }) === null;
      },
    };
  }, [stores]);
}

function beginning(from: Omit<Beginning, "edge">, edge: string | undefined): Beginning {
  return { ...from, ...(edge !== undefined && { edge }) };
}

function ends({ source, sourceHandle, target }: Connection) {
  return { source, port: sourceHandle ?? "out", target };
}

/** Let go over a card: connected there if that may be. Over nothing: a new node is offered. */
function finishElsewhere(stores: EditorStores, event: Mouse, { fromNode, fromHandle }: Final): void {
  const mouse = "clientX" in event ? event : event.changedTouches[0];
  if (!mouse || !fromNode || !fromHandle) return;
  const at = { x: mouse.clientX, y: mouse.clientY };
  const other = nodeAt(at);
  if (other === undefined || (other === fromNode.parentId && !isHead(at)))
    offer(stores, at, fromNode.id, fromHandle);
  else if (other !== fromNode.id)
    connectTo(stores, other, beginning(startOf(fromNode.id, fromHandle), undefined));
}

function connectTo(stores: EditorStores, other: string, from: Beginning): void {
  const reason = reasonAgainst(stores.editor.getState(), from, { node: other, handle: null });
  if (reason !== null) {
    say(stores, reason);
    notifyProblem("Not connected", new Error(reason));
    return;
  }
  const isForwards = from.type === "source";
  const [source, target] = isForwards ? [from.node, other] : [other, from.node];
  connectNodes(stores, { source, target, port: isForwards ? (from.handle ?? "out") : "out" });
}

function offer(
  stores: EditorStores,
  at: { x: number; y: number },
  node: string,
  handle: NonNullable<Final["fromHandle"]>,
): void {
  const link =
    handle.type === "source"
      ? { kind: "from" as const, node, port: handle.id ?? "out" }
      : { kind: "to" as const, node };
  openAddAt(stores, at, link);
}

function isHead({ x, y }: { x: number; y: number }): boolean {
  return document.elementFromPoint(x, y)?.closest("[data-frame]") !== null;
}

function startOf(node: string, { id, type }: NonNullable<Final["fromHandle"]>): Omit<Beginning, "edge"> {
  return { node, handle: id ?? null, type };
}
