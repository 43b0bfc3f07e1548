/** Which edges make sense: asked while somebody draws one, so the answer for a drag is worked out once. */

import type { Catalogue, NodeType } from "./catalogue";
import { edgesFrom, nodeById } from "./lookup";
import { nodeTypeOf, titleOf } from "./node-types";
import { inputsOf, PLAIN, portOf, portsOf } from "./ports";
import type { WorkflowDocument, WorkflowNode } from "./types";
import { downstreamOf, upstreamOf } from "./upstream";

export type Start = { readonly node: string; readonly port?: string };
/** `edge`: the one that is drawn anew, which therefore does not count. */
export type End = { readonly node: string; readonly edge?: string };
export type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

type Upstream = ReadonlyMap<string, string | undefined>;
type Asked = { readonly key: string; readonly catalogue: Catalogue; readonly upstream: Upstream };

const MOST_SHOWN = 8;
const lastAsked = new WeakMap<WorkflowDocument, Asked>();

export function canConnect(document: WorkflowDocument, catalogue: Catalogue, from: Start, to: End): Answer {
  const source = nodeById(document, from.node);
  const target = nodeById(document, to.node);
  if (!source || !target) return no("This node is not there any more.");
  const reason =
    refusalOfEnds(catalogue, source, target) ??
    refusalOfPort(document, catalogue, { source, target, port: from.port ?? PLAIN, edge: to.edge }) ??
    refusalOfCycle(document, catalogue, { source, target, edge: to.edge });
  return reason === undefined ? { ok: true } : no(reason);
}

/** The nodes that an edge to a node may come from. */
export function sourcesFor(document: WorkflowDocument, catalogue: Catalogue, to: End): ReadonlySet<string> {
  const target = nodeById(document, to.node);
  if (!target) return new Set();
  const after = downstreamOf(without(document, to.edge), target.id, catalogue);
  const mayStart = (source: WorkflowNode) =>
    portNames(catalogue, source).some(
      (port) => refusalOfPort(document, catalogue, { source, target, port, edge: to.edge }) === undefined,
    );
  const isAllowed = (source: WorkflowNode) =>
    !after.has(source.id) && refusalOfEnds(catalogue, source, target) === undefined && mayStart(source);
  return new Set(document.nodes.filter(isAllowed).map(({ id }) => id));
}

/** Node types that an edge from somewhere may lead to, in the order of the catalogue. */
export function fittingTypes(catalogue: Catalogue, isInside = false): readonly NodeType[] {
  return startingTypes(catalogue, isInside).filter((type) => inputsOf(type) !== "none");
}

/** Node types that an edge may come from. `isInside`: in a container, where not all may stand. */
export function startingTypes(catalogue: Catalogue, isInside: boolean): readonly NodeType[] {
  return isInside ? catalogue.items.filter((type) => !type.is_top_level) : catalogue.items;
}

function refusalOfEnds(catalogue: Catalogue, source: WorkflowNode, target: WorkflowNode): string | undefined {
  const [from, to] = [titleOf(catalogue, source), titleOf(catalogue, target)];
  if (source.id === target.id) return "A node cannot be connected to itself.";
  if (source.parent !== target.parent) return `"${from}" and "${to}" are not inside the same container.`;
  const type = nodeTypeOf(catalogue, target);
  return inputsOf(type) === "none" ? `"${to}" takes no input.` : undefined;
}

type Drawn = {
  readonly source: WorkflowNode;
  readonly target: WorkflowNode;
  readonly edge: string | undefined;
};

function refusalOfPort(
  document: WorkflowDocument,
  catalogue: Catalogue,
  { source, target, port, edge }: Drawn & { readonly port: string },
): string | undefined {
  const type = nodeTypeOf(catalogue, source);
  const isThere = port === PLAIN || portsOf(type, source).some(({ name }) => name === port);
  if (!isThere) return `"${titleOf(catalogue, source)}" has no port "${port}".`;
  const others = edgesFrom(document, source.id).filter((other) => other.id !== edge);
  const isDouble = others.some((other) => other.target === target.id && portOf(type, other) === port);
  return isDouble ? "They are already connected." : undefined;
}

function refusalOfCycle(document: WorkflowDocument, catalogue: Catalogue, drawn: Drawn): string | undefined {
  const { source, target } = drawn;
  const upstream = upstreamOnce(document, catalogue, drawn);
  if (!upstream.has(target.id)) return undefined;
  const path: string[] = [];
  for (let at: string | undefined = target.id; at !== undefined; at = upstream.get(at)) path.push(at);
  const titles = path.map((id) => title(document, catalogue, id));
  const shown =
    titles.length > MOST_SHOWN ? [...titles.slice(0, MOST_SHOWN - 1), "…", titles.at(-1) ?? ""] : titles;
  return `This would make a circle: ${[...shown, titles[0] ?? source.id].join(" → ")}.`;
}

/** What comes before a node stays the same while an edge is drawn from it. */
function upstreamOnce(document: WorkflowDocument, catalogue: Catalogue, { source, edge }: Drawn): Upstream {
  const key = JSON.stringify([source.id, edge ?? null]);
  const known = lastAsked.get(document);
  if (known?.key === key && known.catalogue === catalogue) return known.upstream;
  const upstream = upstreamOf(without(document, edge), source.id, catalogue);
  lastAsked.set(document, { key, catalogue, upstream });
  return upstream;
}

/** Where no port has a name yet, as in a switch without cases, edges begin at the plain one. */
function portNames(catalogue: Catalogue, node: WorkflowNode): readonly string[] {
  const names = portsOf(nodeTypeOf(catalogue, node), node).map(({ name }) => name);
  return names.length > 0 ? names : [PLAIN];
}

function without(document: WorkflowDocument, edge: string | undefined): WorkflowDocument {
  if (edge === undefined) return document;
  return { ...document, edges: document.edges.filter((other) => other.id !== edge) };
}

function title(document: WorkflowDocument, catalogue: Catalogue, id: string): string {
  const node = nodeById(document, id);
  return node ? titleOf(catalogue, node) : id;
}

function no(reason: string): Answer {
  return { ok: false, reason };
}
