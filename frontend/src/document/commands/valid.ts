/** What holds for every document in the editor: ids are unique, edges and parents lead to nodes. */

import { edgeIndex, nodeIndex } from "../lookup";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "../types";
import { CommandError } from "./command";

/** Return what is wrong with a document as one sentence, or undefined. Linear. */
export function faultOf(document: WorkflowDocument): string | undefined {
  const { at } = nodeIndex(document.nodes);
  if (at.size !== document.nodes.length) return "two nodes have the same id";
  if (edgeIndex(document.edges).at.size !== document.edges.length) return "two edges have the same id";
  const loose = document.edges.find((edge) => !at.has(edge.source) || !at.has(edge.target));
  if (loose) return `the edge "${loose.id}" leads to a node that is not there`;
  const orphan = document.nodes.find((node) => node.parent !== undefined && !at.has(node.parent));
  if (orphan) return `the node "${orphan.id}" is inside of a node that is not there`;
  const inside = nodesInsideThemselves(document.nodes)[0];
  return inside === undefined ? undefined : `the node "${inside}" is inside of itself`;
}

export function checked(document: WorkflowDocument): WorkflowDocument {
  const fault = faultOf(document);
  if (fault !== undefined) throw new CommandError(fault);
  return document;
}

/** As `checked`, for what is added to a document that is right; costs what is added. */
export function checkAdded(
  document: WorkflowDocument,
  nodes: readonly WorkflowNode[],
  edges: readonly WorkflowEdge[],
): void {
  const old = { nodes: nodeIndex(document.nodes).at, edges: edgeIndex(document.edges).at };
  const ids = new Set(nodes.map((node) => node.id));
  const isThere = (id: string) => ids.has(id) || old.nodes.has(id);
  const isTaken = nodes.some((node) => old.nodes.has(node.id)) || ids.size < nodes.length;
  if (isTaken) throw new CommandError("two nodes have the same id");
  const orphan = nodes.find((node) => node.parent !== undefined && !isThere(node.parent));
  if (orphan) throw new CommandError(`the node "${orphan.id}" is inside of a node that is not there`);
  const [inside] = nodesInsideThemselves(nodes);
  if (inside !== undefined) throw new CommandError(`the node "${inside}" is inside of itself`);
  const isDouble =
    edges.some((edge) => old.edges.has(edge.id)) || new Set(edges.map(({ id }) => id)).size < edges.length;
  if (isDouble) throw new CommandError("two edges have the same id");
  const loose = edges.find((edge) => !isThere(edge.source) || !isThere(edge.target));
  if (loose) throw new CommandError(`the edge "${loose.id}" leads to a node that is not there`);
}

/** Ids of the nodes whose parents lead back to them. Linear. */
export function nodesInsideThemselves(nodes: readonly WorkflowNode[]): readonly string[] {
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  const done = new Set<string>();
  const found: string[] = [];
  for (const { id, parent } of nodes) {
    if (parent === undefined) continue;
    const walk = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && !done.has(at) && !walk.has(at)) {
      walk.add(at);
      at = parents.get(at);
    }
    const steps = [...walk];
    if (at !== undefined && walk.has(at)) found.push(...steps.slice(steps.indexOf(at)));
    for (const step of steps) done.add(step);
  }
  return found;
}
