import { MiniMap } from "@xyflow/react";
import type { FlowNode } from "../flow/flow-types";

/** The whole graph, small. */
export function CanvasMinimap() {
  return (
    <MiniMap<FlowNode>
      pannable
      zoomable
      nodeColor={colourOf}
      nodeStrokeWidth={0}
      ariaLabel="Overview of the canvas"
    />
  );
}

function colourOf(node: FlowNode): string {
  if (node.type === "group") return "transparent";
  const colour = node.type === "note" ? node.data.note.colour : (node.data.type?.colour ?? "gray");
  return `var(--mantine-color-${colour}-5)`;
}
