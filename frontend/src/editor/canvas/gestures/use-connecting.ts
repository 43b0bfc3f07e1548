/** Drawing an edge with the mouse. */

import type { Connection, Edge, FinalConnectionState, OnConnectStartParams } from "@xyflow/react";
import { useMemo } from "react";
import { type EditorStores, useStores } from "../../context";
import { allowedFrom, type Beginning, connectNodes, reasonAgainst, reconnectEdge } from "../doing/connect";
import type { FlowEdge } from "../flow/flow-types";
import { viewOf } from "../view";
import { finishElsewhere } from "./finish-elsewhere";

type Final = FinalConnectionState;
type Mouse = MouseEvent | TouchEvent;

/** What React Flow tells of edges that are drawn or drawn anew. */
export function useConnecting() {
  const stores = useStores();
  return useMemo(() => {
    const begin = (_event: Mouse, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (nodeId === null || handleType === null) return;
      const from = beginning(stores, { node: nodeId, handle: handleId, type: handleType });
      viewOf(stores).ui.setState({ allowed: allowedFrom(stores.editor.getState(), from) });
    };
    return {
      onConnectStart: begin,
      onConnect: (connection: Connection) => void connectNodes(stores, ends(connection)),
      onConnectEnd: (event: Mouse, final: Final) => {
        viewOf(stores).ui.setState({ allowed: null });
        if (!final.isValid) finish(stores, event, final);
      },
      onReconnectStart: (_event: unknown, { id }: FlowEdge) => {
        viewOf(stores).ui.setState({ redrawn: id });
      },
      onReconnect: ({ id }: FlowEdge, connection: Connection) => reconnectEdge(stores, id, ends(connection)),
      onReconnectEnd: () => {
        viewOf(stores).ui.setState({ allowed: null, redrawn: null });
      },
      isValidConnection: (connection: Edge | Connection) => {
        const { source, sourceHandle = null, target } = connection;
        const from = beginning(stores, { node: source, handle: sourceHandle, type: "source" });
        return reasonAgainst(stores.editor.getState(), from, { node: target, handle: null }) === null;
      },
    };
  }, [stores]);
}

function beginning(stores: EditorStores, from: Omit<Beginning, "edge">): Beginning {
  const { redrawn } = viewOf(stores).ui.getState();
  return { ...from, ...(redrawn !== null && { edge: redrawn }) };
}

function ends({ source, sourceHandle, target }: Connection) {
  return { source, port: sourceHandle ?? "out", target };
}

function finish(stores: EditorStores, event: Mouse, { fromNode, fromHandle }: Final): void {
  const mouse = "clientX" in event ? event : event.changedTouches[0];
  if (!mouse || !fromNode || !fromHandle) return;
  const { id: handle = null, type } = fromHandle;
  const from = beginning(stores, { node: fromNode.id, handle, type });
  finishElsewhere(stores, { x: mouse.clientX, y: mouse.clientY }, from);
}
