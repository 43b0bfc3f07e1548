import { Background, BackgroundVariant, ReactFlow, SelectionMode, useStore } from "@xyflow/react";
import { useState } from "react";
import { GRID } from "~/document/geometry";
import { useEditor } from "../context";
import { CanvasMinimap } from "./bars/canvas-minimap";
import { FarPicture } from "./bars/far-picture";
import classes from "./canvas.module.css";
import { FAR_ZOOM, Far } from "./card/far";
import { NodeCard } from "./card/node-card";
import { GroupFrame } from "./drawing/group-frame";
import { NoteCard } from "./drawing/note-card";
import { CanvasEdge } from "./edges/canvas-edge";
import { ConnectionLine } from "./edges/connection-line";
import { firstView, MANY } from "./flow/first-view";
import { useOwnSizes } from "./flow/use-own-sizes";
import { useCanvasEvents } from "./gestures/use-canvas-events";
import { useClipboard } from "./gestures/use-clipboard";
import { useConnecting } from "./gestures/use-connecting";
import { useDestination } from "./gestures/use-destination";
import { useFlow } from "./use-flow";
import { useView } from "./use-view";
import { useCanvas } from "./view";

const NODE_TYPES = { card: NodeCard, note: NoteCard, group: GroupFrame };
const EDGE_TYPES = { edge: CanvasEdge };
const SNAP: [number, number] = [GRID, GRID];
const MULTI_KEYS = ["Meta", "Control", "Shift"];

/** React Flow with everything that is ours. */
export function CanvasFlow() {
  const { nodes, edges } = useFlow();
  const canEdit = useEditor((state) => state.canEdit);
  const isFar = useStore((state) => state.transform[2] < FAR_ZOOM);
  const [wasEmpty] = useState(nodes.length === 0);
  const isMinimapShown = useCanvas((ui) => ui.isMinimapShown);
  const [first] = useState(() => firstView(nodes));
  const events = useCanvasEvents();
  const connecting = useConnecting();
  useOwnSizes();
  useView();
  useDestination();
  useClipboard();
  return (
    <Far value={isFar}>
      <ReactFlow
        className={classes.flow}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        connectionLineComponent={ConnectionLine}
        {...events}
        {...connecting}
        nodesDraggable={canEdit}
        nodesConnectable={canEdit}
        edgesReconnectable={canEdit}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        panActivationKeyCode={null}
        multiSelectionKeyCode={MULTI_KEYS}
        selectionMode={SelectionMode.Partial}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.05}
        maxZoom={2.5}
        connectionRadius={32}
        nodeDragThreshold={2}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={nodes.length > MANY && !isFar}
        fitView={!wasEmpty}
        fitViewOptions={first}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 2} size={1.5} />
        {isMinimapShown && <CanvasMinimap />}
        {isFar && nodes.length > MANY && <FarPicture nodes={nodes} edges={edges} />}
      </ReactFlow>
    </Far>
  );
}
