import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo, use, useState } from "react";
import { useEditor, useRun } from "../../context";
import { Far } from "../card/far";
import type { FlowEdge } from "../flow/flow-types";
import classes from "./canvas-edge.module.css";
import { EdgeLabel } from "./edge-label";
import { EdgeTools } from "./edge-tools";
import { passedOver } from "./passed";

export type CanvasEdgeProps = EdgeProps<FlowEdge>;

const ROOM_FOR_LABEL = 96;
/** On a short edge the tools stand above it: on it are the grips at its ends. */
const ABOVE = 22;

/** An edge with the name of its port and how many elements passed; tools while the mouse is over it. */
export const CanvasEdge = memo(function CanvasEdge(props: CanvasEdgeProps) {
  const { id, source, target, sourceX, targetX, selected, data } = props;
  const port = data?.port ?? "";
  const isFar = use(Far);
  const [isOver, setOver] = useState(false);
  const canEdit = useEditor((state) => state.canEdit);
  const passed = useRun((state) =>
    state.nodes.has(target) ? passedOver(data?.from, state.nodes.get(source), port) : null,
  );
  const isRunning = useRun((state) => state.nodes.get(target)?.status === "running");
  const [path, x, y] = getBezierPath(props);
  const hasRoom = Math.abs(targetX - sourceX) > ROOM_FOR_LABEL;
  const label = [hasRoom ? data?.label : null, passed];
  const text = label.filter((part) => part !== null && part !== undefined).join(" · ");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the tools that appear are buttons
    <g
      className={classes.edge}
      data-selected={selected || undefined}
      data-passed={passed !== null || undefined}
      data-running={isRunning || undefined}
      onMouseEnter={() => setOver(true)}
      onMouseLeave={() => setOver(false)}
    >
      <BaseEdge path={path} interactionWidth={isFar ? 0 : 24} className={classes.line} />
      {!isFar && text !== "" && <EdgeLabel x={x} y={y} text={text} />}
      {canEdit && !isFar && (isOver || selected) && <EdgeTools id={id} x={x} y={hasRoom ? y : y - ABOVE} />}
    </g>
  );
});
