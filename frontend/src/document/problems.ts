/** The server's problems, sorted to the nodes, edges and fields that they are about. */

import type { Path } from "./commands/values";
import { edgeById, edgeIndex, nodeById } from "./lookup";
import type { WorkflowDocument } from "./types";

/** As the server tells it. `position`: characters from the start of the field's text. */
export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly node?: string | null;
  readonly edge?: string | null;
  readonly field?: string | null;
  readonly position?: number | null;
};

type ByName = ReadonlyMap<string, readonly Problem[]>;

/** `general`: what is about neither a node nor an edge of the document. */
export type SortedProblems = {
  readonly nodes: ByName;
  readonly edges: ByName;
  readonly general: readonly Problem[];
};

export const NO_PROBLEMS: SortedProblems = { nodes: new Map(), edges: new Map(), general: [] };

export function problemsByNode(document: WorkflowDocument, problems: readonly Problem[]): SortedProblems {
  const nodes = new Map<string, Problem[]>();
  const edges = new Map<string, Problem[]>();
  const general: Problem[] = [];
  for (const problem of problems) {
    const node = nodeNamed(document, problem.node ?? undefined);
    const edge = edgeNamed(document, problem.edge ?? undefined);
    if (node !== undefined) put(nodes, node, problem);
    else if (edge !== undefined) put(edges, edge, problem);
    else general.push(problem);
  }
  return { nodes, edges, general };
}

/** The problems of a node by field (`cases.0.when`, `settings.timeout`), "" for those of the node as a whole. */
export function problemsByField(problems: readonly Problem[]): ByName {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) put(found, problem.field ?? "", problem);
  return found;
}

/** `cases.0.when` -> ["cases", 0, "when"]. */
export function pathOfField(field: string): Path {
  return field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** Problems in the order of the document: the general ones, then node by node, then the edges. */
export function inDocumentOrder(
  document: WorkflowDocument,
  problems: readonly Problem[],
): readonly Problem[] {
  const { nodes, edges, general } = problemsByNode(document, problems);
  return [
    ...general,
    ...document.nodes.flatMap(({ id }) => nodes.get(id) ?? []),
    ...document.edges.flatMap(({ id }) => edges.get(id) ?? []),
  ];
}

/** The server names a node without an id by its index: `#3`. */
function nodeNamed(document: WorkflowDocument, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (nodeById(document, name)) return name;
  return /^#\d+$/.test(name) ? document.nodes[Number(name.slice(1))]?.id : undefined;
}

/** The server names an edge without an id by its index: `3`. */
function edgeNamed(document: WorkflowDocument, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (edgeIndex(document.edges).at.has(name)) return edgeById(document, name)?.id;
  return /^\d+$/.test(name) ? document.edges[Number(name)]?.id : undefined;
}

function put(found: Map<string, Problem[]>, key: string, problem: Problem): void {
  const list = found.get(key);
  if (list) list.push(problem);
  else found.set(key, [problem]);
}
