import { ReactFlowProvider } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "./colours.css";
import { CanvasBars } from "./bars/canvas-bars";
import { CanvasFlow } from "./canvas-flow";
import { CanvasFrame } from "./canvas-frame";
import { CanvasPopups } from "./popups/canvas-popups";

/** The graph: nodes and edges to draw, connect and move. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasFrame>
        <CanvasFlow />
        <CanvasBars />
      </CanvasFrame>
      <CanvasPopups />
    </ReactFlowProvider>
  );
}
