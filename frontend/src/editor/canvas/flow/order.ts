/** Nodes in an order in which every container comes before what is inside of it, as React Flow wants it. */

import { childrenOf, type NodeIndex, nodeById, nodeIndex } from "~/document/lookup";
import type { WorkflowDocument, WorkflowNode } from "~/document/types";

const orders = new WeakMap<NodeIndex, readonly string[]>();

export function parentsFirst(document: WorkflowDocument): readonly WorkflowNode[] {
  const index = nodeIndex(document.nodes);
  if (index.children.size <= 1) return document.nodes;
  const order = orders.get(index) ?? idsInOrder(document);
  orders.set(index, order);
  return order.flatMap((id) => nodeById(document, id) ?? []);
}

function idsInOrder(document: WorkflowDocument): readonly string[] {
  const order = [...childrenOf(document, undefined)];
  for (const id of order) order.push(...childrenOf(document, id));
  return order;
}
