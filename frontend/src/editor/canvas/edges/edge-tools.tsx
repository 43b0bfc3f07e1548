import type { KeyboardEvent, MouseEvent } from "react";
import { useStores } from "../../context";
import { openAddOnEdge } from "../doing/open-add";
import { deleteEdges } from "../doing/remove";
import classes from "./canvas-edge.module.css";

export type EdgeToolsProps = { id: string; x: number; y: number };

/** Insert a node on an edge, or delete it. */
export function EdgeTools({ id, x, y }: EdgeToolsProps) {
  const stores = useStores();
  return (
    <g transform={`translate(${x} ${y})`}>
      <EdgeTool
        at={-14}
        label="Insert a node here"
        sign="M-4 0H4M0 -4V4"
        onUse={() => openAddOnEdge(stores, id)}
      />
      <EdgeTool
        at={14}
        label="Delete this edge"
        sign="M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5"
        onUse={() => deleteEdges(stores, [id])}
      />
    </g>
  );
}

type EdgeToolProps = { at: number; label: string; sign: string; onUse: () => void };

function EdgeTool({ at, label, sign, onUse }: EdgeToolProps) {
  const use = (event: MouseEvent | KeyboardEvent) => {
    event.stopPropagation();
    onUse();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: within an SVG there are no buttons
    <g
      role="button"
      tabIndex={-1}
      aria-label={label}
      className={`nopan nodrag ${classes.tool}`}
      transform={`translate(${at} 0)`}
      onClick={use}
      onKeyDown={(event) => event.key === "Enter" && use(event)}
    >
      <title>{label}</title>
      <circle r={11} />
      <path d={sign} />
    </g>
  );
}
