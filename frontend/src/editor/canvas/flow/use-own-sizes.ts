/** Where a card and its ports are is computed; React Flow need not measure what it draws. */

import { type ReactFlowState, useStoreApi } from "@xyflow/react";
import { useState } from "react";
import type { FlowEdge, FlowNode } from "./flow-types";

type Store = { readonly getState: () => ReactFlowState<FlowNode, FlowEdge> };

/**
 * Keep React Flow from measuring cards once they are in the page: a thousand of them would be laid out for nothing,
 * and those seen from afar have no ports to be measured, so that their edges would go.
 */
export function useOwnSizes(): void {
  const store = useStoreApi<FlowNode, FlowEdge>();
  useState(() => store.setState({ updateNodeInternals: () => fitAtFirst(store) }));
}

/** A first view waits until everything would have been measured. */
function fitAtFirst(store: Store): void {
  const { fitViewQueued, nodes, setNodes } = store.getState();
  if (fitViewQueued) setNodes(nodes);
}
