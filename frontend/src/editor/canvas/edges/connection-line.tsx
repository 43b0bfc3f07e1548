import { type ConnectionLineComponentProps, getBezierPath } from "@xyflow/react";
import { useEditor } from "../../context";
import { reasonAgainst } from "../doing/connect";
import type { FlowNode } from "../flow/flow-types";
import { useCanvas } from "../view";
import classes from "./canvas-edge.module.css";

export type ConnectionLineProps = ConnectionLineComponentProps<FlowNode>;

/** The edge that is being drawn; where it may not end, the reason stands beside the mouse. */
export function ConnectionLine(props: ConnectionLineProps) {
  const { fromX, fromY, toX, toY, fromPosition, toPosition, fromNode, fromHandle, toNode, toHandle } = props;
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const redrawn = useCanvas((ui) => ui.redrawn);
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  const ends = {
    node: fromNode.id,
    handle: fromHandle.id ?? null,
    type: fromHandle.type,
    ...(redrawn !== null && { edge: redrawn }),
  };
  const reason = toNode
    ? reasonAgainst({ document, catalogue }, ends, { node: toNode.id, handle: toHandle?.id ?? null })
    : null;
  return (
    <g className={classes.drawn} data-refused={reason !== null || undefined}>
      <path d={path} fill="none" />
      {reason !== null && (
        <foreignObject x={toX + 14} y={toY + 14} width={260} height={90} className={classes.reason}>
          <span role="status">{reason}</span>
        </foreignObject>
      )}
    </g>
  );
}
