import { ScrollArea } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { nodeById } from "~/document/lookup";
import { viewOf } from "../canvas/view";
import { useEditor, useStores } from "../context";
import { EdgeSummary } from "./edge-summary";
import { draftsOf } from "./form/drafts";
import classes from "./inspector.module.css";
import { NodeInspector } from "./node/node-inspector";
import { SelectionSummary } from "./selection-summary";
import { WorkflowForm } from "./workflow-form";

export type InspectorProps = { onDetails?: () => void };

/** What is selected, as a form: a node, several, an edge; without a selection the workflow itself. */
export function Inspector({ onDetails }: InspectorProps) {
  const stores = useStores();
  const selection = useEditor((state) => state.selection);
  const drafts = draftsOf(stores);
  const [node] = selection.nodes;
  const [edge] = selection.edges;
  const isThere = useEditor((state) => node !== undefined && nodeById(state.document, node) !== undefined);
  return (
    <ScrollArea
      className={classes.inspector}
      type="auto"
      component="aside"
      aria-label="Inspector"
      onKeyDown={(event) => isLeaving(event) && viewOf(stores).element?.focus()}
    >
      <div className={classes.content}>
        {selection.nodes.size + selection.edges.size > 1 ? (
          <SelectionSummary selection={selection} />
        ) : node !== undefined && isThere ? (
          <NodeInspector id={node} drafts={drafts} />
        ) : edge !== undefined ? (
          <EdgeSummary id={edge} />
        ) : (
          <WorkflowForm drafts={drafts} onDetails={onDetails} />
        )}
      </div>
    </ScrollArea>
  );
}

/** Escape leads from a field back to the canvas, unless something is open that it closes. */
function isLeaving({ key, target, defaultPrevented }: KeyboardEvent): boolean {
  if (key !== "Escape" || defaultPrevented || !(target instanceof Element)) return false;
  return target.getAttribute("aria-expanded") !== "true" && target.closest("aside") !== null;
}
