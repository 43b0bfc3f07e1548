/** Whether two documents say the same; only what has another identity is looked into. */

import type { WorkflowDocument } from "./types";

export function isAlike(one: WorkflowDocument, other: WorkflowDocument): boolean {
  const { nodes, edges, ...rest } = one;
  const { nodes: otherNodes, edges: otherEdges, ...otherRest } = other;
  return areAlike(nodes, otherNodes) && areAlike(edges, otherEdges) && isSame(rest, otherRest);
}

function areAlike(list: readonly unknown[], other: readonly unknown[]): boolean {
  return (
    list === other || (list.length === other.length && list.every((item, at) => isSame(item, other[at])))
  );
}

/** The order of keys counts: it means something to a workflow. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
