/** Makes the view of the canvas known to actions, which live outside of it. */

import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { useStores } from "../context";
import type { FlowEdge, FlowNode } from "./flow/flow-types";
import { STILL, viewOf } from "./view";

export function useView(): void {
  const stores = useStores();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  useEffect(() => {
    const view = viewOf(stores);
    view.flow = flow;
    return () => {
      view.flow = null;
      view.ui.setState({
        popup: null,
        editing: null,
        moving: STILL,
        allowed: null,
        redrawn: null,
        dropTarget: null,
      });
    };
  }, [stores, flow]);
}
