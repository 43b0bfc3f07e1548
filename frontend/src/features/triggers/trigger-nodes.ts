/** Which nodes and node types start executions, by what the catalogue says of them. */

import type { Catalogue, NodeType } from "~/document/catalogue";
import { nodeTypeOf } from "~/document/node-types";
import type { WorkflowDocument, WorkflowNode } from "~/document/types";

const TIMETABLE = "cron";

/** Nodes that have a timetable. */
export function timedNodes(document: WorkflowDocument, catalogue: Catalogue): readonly WorkflowNode[] {
  return document.nodes.filter((node) => hasTimetable(nodeTypeOf(catalogue, node)));
}

export function triggerTypes(catalogue: Catalogue): readonly NodeType[] {
  return catalogue.items.filter((type) => type.is_trigger);
}

function hasTimetable(type: NodeType | undefined): boolean {
  return Object.values(type?.params.properties ?? {}).some((field) => field.format === TIMETABLE);
}
