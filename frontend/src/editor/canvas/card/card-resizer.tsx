import { NodeResizeControl, ResizeControlVariant } from "@xyflow/react";
import { useState } from "react";
import { resizeNode } from "~/document/commands/nodes";
import { CONTAINER_SIZE, GRID } from "~/document/geometry";
import type { Size } from "~/document/types";
import { randomId } from "~/lib/random-id";
import { useEditor, useStores } from "../../context";
import classes from "./node-card.module.css";

export type CardResizerProps = { id: string };

/** The grip of a selected container. One pull is one step of undo. */
export function CardResizer({ id }: CardResizerProps) {
  const { editor } = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  const [pull, setPull] = useState("");
  if (!canEdit) return null;
  const resize = (size: Size) => {
    const snapped = { width: toGrid(size.width), height: toGrid(size.height) };
    editor.getState().dispatch(resizeNode(id, snapped), { label: "resize", merge: pull });
  };
  return (
    <NodeResizeControl
      variant={ResizeControlVariant.Handle}
      position="bottom-right"
      className={classes.grip}
      minWidth={CONTAINER_SIZE.width / 2}
      minHeight={CONTAINER_SIZE.height / 2}
      onResizeStart={() => setPull(randomId())}
      onResize={(_event, size) => resize(size)}
    />
  );
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
