/** What React Flow tells of nodes and edges: chosen, dragged, clicked. */

import type { EdgeChange, NodeChange } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useMemo } from "react";
import { type EditorStores, useStores } from "../../context";
import { beginEditing } from "../doing/reveal";
import type { FlowEdge, FlowNode } from "../flow/flow-types";
import { viewOf } from "../view";
import { aim, follow, land } from "./moving";
import { openMenu } from "./open-menu";
import { selectEdges, selectNodes } from "./selecting";

type Mouse = MouseEvent | TouchEvent | ReactMouseEvent;

/** While the view moves it is a layer of its own, so that nothing is painted again; see `canvas.module.css`. */
const MOVING = "data-moving";

export function useCanvasEvents() {
  const stores = useStores();
  return useMemo(() => eventsOf(stores), [stores]);
}

function eventsOf(stores: EditorStores) {
  const dragged = (event: Mouse, nodes: readonly FlowNode[]) => aim(stores, placeOf(event), nodes);
  const dropped = (event: Mouse, nodes: readonly FlowNode[]) => land(stores, placeOf(event), nodes);
  return {
    onNodesChange: (changes: NodeChange<FlowNode>[]) => {
      selectNodes(stores, changes);
      follow(stores, changes);
    },
    onEdgesChange: (changes: EdgeChange<FlowEdge>[]) => selectEdges(stores, changes),
    onNodeDrag: (event: Mouse, _node: FlowNode, nodes: FlowNode[]) => dragged(event, nodes),
    onNodeDragStop: (event: Mouse, _node: FlowNode, nodes: FlowNode[]) => dropped(event, nodes),
    onSelectionDrag: dragged,
    onSelectionDragStop: dropped,
    onNodeDoubleClick: (_event: Mouse, { id }: FlowNode) => {
      if (stores.editor.getState().canEdit) beginEditing(stores, id);
    },
    onMoveStart: () => viewOf(stores).element?.setAttribute(MOVING, ""),
    onMoveEnd: () => viewOf(stores).element?.removeAttribute(MOVING),
    onNodeContextMenu: (event: ReactMouseEvent, node: FlowNode) => openMenu(stores, event, { node }),
    onEdgeContextMenu: (event: ReactMouseEvent, edge: FlowEdge) => openMenu(stores, event, { edge }),
    onSelectionContextMenu: (event: ReactMouseEvent) => openMenu(stores, event, {}),
    onPaneContextMenu: (event: MouseEvent | ReactMouseEvent) => openMenu(stores, event, "canvas"),
  };
}

function placeOf(event: Mouse) {
  if ("clientX" in event) return { x: event.clientX, y: event.clientY };
  const touch = event.changedTouches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
