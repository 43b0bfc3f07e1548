import { useOnViewportChange, useReactFlow } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useStores } from "../../context";
import classes from "../canvas.module.css";
import { drawFar, type Inks, inksOf } from "../flow/draw-far";
import type { FlowEdge, FlowNode } from "../flow/flow-types";
import { viewOf } from "../view";

export type FarPictureProps = { nodes: readonly FlowNode[]; edges: readonly FlowEdge[] };

/**
 * A plain picture of a large graph that stands in for it while it is moved from afar: a thousand elements are too
 * many for fifty frames a second, a thousand boxes on one picture are not.
 */
export function FarPicture({ nodes, edges }: FarPictureProps) {
  const stores = useStores();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const picture = useRef<HTMLCanvasElement>(null);
  const inks = useRef<Inks>(new Map());
  const draw = () => {
    const drawn = {
      nodes,
      edges,
      cornerOf: (id: string) => flow.getInternalNode(id)?.internals.positionAbsolute,
    };
    if (picture.current) drawFar(picture.current, flow.getViewport(), drawn, inks.current);
  };
  useOnViewportChange({
    onStart: () => {
      const { element } = viewOf(stores);
      if (!element) return;
      inks.current = inksOf(element);
      draw();
      element.setAttribute(FAR_AWAY, "");
    },
    onChange: draw,
    onEnd: () => viewOf(stores).element?.removeAttribute(FAR_AWAY),
  });
  useEffect(() => () => viewOf(stores).element?.removeAttribute(FAR_AWAY), [stores]);
  return <canvas ref={picture} className={classes.picture} />;
}

/** The picture is shown and the graph is not; see `canvas.module.css`. */
const FAR_AWAY = "data-far-away";
