/** Finding things in a document: maps that are built once for each list and kept beside it. */

import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

type Nodes = readonly WorkflowNode[];
type Edges = readonly WorkflowEdge[];

/** `at`: id -> index; `children`: container, or undefined for the top level -> ids in order. */
export type NodeIndex = {
  readonly at: ReadonlyMap<string, number>;
  readonly children: ReadonlyMap<string | undefined, readonly string[]>;
};

export type EdgeIndex = {
  readonly at: ReadonlyMap<string, number>;
  readonly bySource: ReadonlyMap<string, Edges>;
  readonly byTarget: ReadonlyMap<string, Edges>;
};

const nodeIndexes = new WeakMap<Nodes, NodeIndex>();
const edgeIndexes = new WeakMap<Edges, EdgeIndex>();
const NO_IDS: readonly string[] = [];
const NO_EDGES: Edges = [];

export function nodeIndex(nodes: Nodes): NodeIndex {
  const known = nodeIndexes.get(nodes);
  if (known) return known;
  const made = { at: indexById(nodes), children: idsByParent(nodes) };
  nodeIndexes.set(nodes, made);
  return made;
}

export function edgeIndex(edges: Edges): EdgeIndex {
  const known = edgeIndexes.get(edges);
  if (known) return known;
  const made = {
    at: indexById(edges),
    bySource: grouped(edges, (edge) => edge.source),
    byTarget: grouped(edges, (edge) => edge.target),
  };
  edgeIndexes.set(edges, made);
  return made;
}

/** Says that a new list has the same ids and parents in the same order, so that nothing is built again. */
export function keepNodeIndex(before: Nodes, after: Nodes): Nodes {
  const known = nodeIndexes.get(before);
  if (known) nodeIndexes.set(after, known);
  return after;
}

export function nodeById(document: WorkflowDocument, id: string): WorkflowNode | undefined {
  const at = nodeIndex(document.nodes).at.get(id);
  return at === undefined ? undefined : document.nodes[at];
}

export function edgeById(document: WorkflowDocument, id: string): WorkflowEdge | undefined {
  const at = edgeIndex(document.edges).at.get(id);
  return at === undefined ? undefined : document.edges[at];
}

/** Ids of the nodes right inside a container, or at the top level, in the order of the document. */
export function childrenOf(document: WorkflowDocument, container: string | undefined): readonly string[] {
  return nodeIndex(document.nodes).children.get(container) ?? NO_IDS;
}

export function edgesFrom(document: WorkflowDocument, node: string): Edges {
  return edgeIndex(document.edges).bySource.get(node) ?? NO_EDGES;
}

export function edgesTo(document: WorkflowDocument, node: string): Edges {
  return edgeIndex(document.edges).byTarget.get(node) ?? NO_EDGES;
}

/** The ids and all that is inside of them, each once; unknown ids are left out. */
export function withInner(document: WorkflowDocument, ids: Iterable<string>): ReadonlySet<string> {
  const { at, children } = nodeIndex(document.nodes);
  const found = new Set<string>();
  const waiting = [...ids].filter((id) => at.has(id));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(children.get(id) ?? NO_IDS));
  }
  return found;
}

/** Ids of the containers around a node, the innermost first. */
export function containersOf(document: WorkflowDocument, id: string): readonly string[] {
  const found = new Set<string>();
  let parent = nodeById(document, id)?.parent;
  while (parent !== undefined && !found.has(parent)) {
    found.add(parent);
    parent = nodeById(document, parent)?.parent;
  }
  return [...found];
}

function indexById(items: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(items.map((item, at) => [item.id, at]));
}

function idsByParent(nodes: Nodes): ReadonlyMap<string | undefined, readonly string[]> {
  const found = new Map<string | undefined, string[]>();
  for (const { id, parent } of nodes) {
    const ids = found.get(parent);
    if (ids) ids.push(id);
    else found.set(parent, [id]);
  }
  return found;
}

function grouped(edges: Edges, key: (edge: WorkflowEdge) => string): ReadonlyMap<string, Edges> {
  const found = new Map<string, WorkflowEdge[]>();
  for (const edge of edges) {
    const list = found.get(key(edge));
    if (list) list.push(edge);
    else found.set(key(edge), [edge]);
  }
  return found;
}
