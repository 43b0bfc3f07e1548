/** React Flow's edges for the document's. One that has not changed is the same object again. */

import type { Catalogue } from "~/document/catalogue";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { PLAIN, portOf } from "~/document/ports";
import type { WorkflowDocument, WorkflowEdge } from "~/document/types";
import type { FlowEdge } from "./flow-types";

export type ShownEdges = {
  readonly document: WorkflowDocument;
  readonly catalogue: Catalogue;
  readonly selected: ReadonlySet<string>;
};

const made = new WeakMap<WorkflowEdge, FlowEdge>();

export function flowEdges(shown: ShownEdges): FlowEdge[] {
  return shown.document.edges.map((edge) => flowEdge(shown, edge));
}

function flowEdge({ document, catalogue, selected }: ShownEdges, edge: WorkflowEdge): FlowEdge {
  const source = nodeById(document, edge.source);
  const from = source && nodeTypeOf(catalogue, source);
  const port = portOf(from, edge);
  const ariaLabel = `Edge from ${titled(document, catalogue, edge.source)} to ${titled(document, catalogue, edge.target)}`;
  const isSelected = selected.has(edge.id);
  const before = made.get(edge);
  const isSame =
    before?.sourceHandle === port && before.ariaLabel === ariaLabel && before.data?.from === from;
  if (before && isSame && before.selected === isSelected) return before;
  const after: FlowEdge = {
    id: edge.id,
    type: "edge",
    source: edge.source,
    target: edge.target,
    sourceHandle: port,
    targetHandle: "in",
    selected: isSelected,
    ariaLabel,
    data:
      before && isSame && before.data
        ? before.data
        : { edge, port, from, label: port === PLAIN ? null : port },
  };
  made.set(edge, after);
  return after;
}

function titled(document: WorkflowDocument, catalogue: Catalogue, id: string): string {
  const node = nodeById(document, id);
  return node ? titleOf(catalogue, node) : id;
}
