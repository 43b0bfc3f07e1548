/** Tidying up: the graph that ELK lays out, and its answer as a command. The call itself is made elsewhere. */

import type { Catalogue } from "./catalogue";
import { batch, type Command } from "./commands/command";
import { moveNodes, resizeNode } from "./commands/nodes";
import { CONTAINER_SIZE, PADDING, type Sizes, sizeOf, snapped } from "./geometry";
import { childrenOf, containersOf, edgesFrom, nodeById } from "./lookup";
import { nodeTypeOf } from "./node-types";
import { portOf, shownPorts } from "./ports";
import type { Position, WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

type Options = Readonly<Record<string, string>>;
export type ElkPort = { readonly id: string; readonly layoutOptions: Options };
export type ElkEdge = { readonly id: string; readonly sources: string[]; readonly targets: string[] };
export type ElkGraph = {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly ports?: ElkPort[];
  readonly children?: ElkGraph[];
  readonly edges?: ElkEdge[];
  readonly layoutOptions?: Options;
};
/** What ELK gives back, as far as it is read. */
export type ElkResult = {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly children?: readonly ElkResult[];
};

export type TidyOptions = { readonly ids?: readonly string[]; readonly sizes?: Sizes };

const ROOT = "";
const LAYERED: Options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.nodeNode": "32",
  "elk.spacing.componentComponent": "64",
  "elk.layered.spacing.nodeNodeBetweenLayers": "80",
  "elk.layered.spacing.edgeNodeBetweenLayers": "32",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};
const CONTAINER: Options = {
  ...LAYERED,
  "elk.padding": `[top=${PADDING.top},left=${PADDING.left},bottom=${PADDING.bottom},right=${PADDING.right}]`,
  "elk.nodeSize.constraints": "MINIMUM_SIZE",
  "elk.nodeSize.minimum": `(${CONTAINER_SIZE.width},${CONTAINER_SIZE.height})`,
};

/** Return the graph to lay out: everything, or the chosen nodes of one body. */
export function elkGraph(
  document: WorkflowDocument,
  catalogue: Catalogue,
  options: TidyOptions = {},
): ElkGraph {
  const roots = rootsOf(document, options.ids);
  const layer = levelOf(document, catalogue, roots, options.sizes);
  return { id: ROOT, layoutOptions: LAYERED, ...layer };
}

/** Return the command that puts nodes where ELK says, null when none moves. What is laid out stays where it began. */
export function tidied(document: WorkflowDocument, result: ElkResult): Command | null {
  const found = new Map<string, Position>();
  const origin = originOf(document, result);
  const waiting = [{ graph: result, by: origin }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const child of next.graph.children ?? []) {
      found.set(child.id, snapped({ x: (child.x ?? 0) + next.by.x, y: (child.y ?? 0) + next.by.y }));
      waiting.push({ graph: child, by: { x: 0, y: 0 } });
    }
  }
  const nodes = document.nodes.filter((node) => found.has(node.id));
  const moves = nodes.flatMap<[string, Position]>((node) => {
    const place = found.get(node.id);
    return place && isElsewhere(node, place) ? [[node.id, place]] : [];
  });
  const fitted = nodes.filter((node) => node.size && childrenOf(document, node.id).length > 0);
  const commands = [
    ...(moves.length > 0 ? [moveNodes(Object.fromEntries(moves))] : []),
    ...fitted.map((node) => resizeNode(node.id, null)),
  ];
  return commands.length > 0 ? batch(commands, "tidy up") : null;
}

/** The chosen nodes that stand in the body of the first one; without a choice the top level. */
function rootsOf(document: WorkflowDocument, ids: readonly string[] | undefined): readonly string[] {
  const chosen = new Set(ids?.filter((id) => nodeById(document, id)));
  if (chosen.size === 0) return childrenOf(document, undefined);
  const roots = [...chosen].filter((id) => !containersOf(document, id).some((around) => chosen.has(around)));
  const [first] = roots;
  const body = first === undefined ? undefined : nodeById(document, first)?.parent;
  return childrenOf(document, body).filter((id) => chosen.has(id));
}

function levelOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  ids: readonly string[],
  sizes: Sizes | undefined,
): { children: ElkGraph[]; edges: ElkEdge[] } {
  const level = new Set(ids);
  const edges = ids.flatMap((id) => edgesFrom(document, id).filter((edge) => level.has(edge.target)));
  return {
    children: ids.flatMap((id) => {
      const node = nodeById(document, id);
      return node ? [elkNode(document, catalogue, node, sizes)] : [];
    }),
    edges: edges.map((edge) => elkEdge(document, catalogue, edge)),
  };
}

function elkNode(
  document: WorkflowDocument,
  catalogue: Catalogue,
  node: WorkflowNode,
  sizes: Sizes | undefined,
): ElkGraph {
  const ports = shownPorts(document, catalogue, node.id).map(({ name }, at) => ({
    id: portId(node.id, name),
    layoutOptions: { "elk.port.side": "EAST", "elk.port.index": String(at) },
  }));
  const order = { "elk.portConstraints": "FIXED_ORDER" };
  const inner = childrenOf(document, node.id);
  if (inner.length === 0)
    return {
      id: node.id,
      ...sizeOf(document, node, sizes),
      ports: [inputPort(node.id), ...ports],
      layoutOptions: order,
    };
  const level = levelOf(document, catalogue, inner, sizes);
  return {
    id: node.id,
    ports: [inputPort(node.id), ...ports],
    layoutOptions: { ...CONTAINER, ...order },
    ...level,
  };
}

function inputPort(id: string): ElkPort {
  return { id: portId(id, null), layoutOptions: { "elk.port.side": "WEST" } };
}

function elkEdge(document: WorkflowDocument, catalogue: Catalogue, edge: WorkflowEdge): ElkEdge {
  const source = nodeById(document, edge.source);
  const port = portOf(source && nodeTypeOf(catalogue, source), edge);
  return {
    id: portId("edge", edge.id),
    sources: [portId(edge.source, port)],
    targets: [portId(edge.target, null)],
  };
}

/** Null is the input. */
function portId(node: string, port: string | null): string {
  return JSON.stringify([node, port]);
}

/** How far the answer is shifted so that its upper left corner stays where the nodes had theirs. */
function originOf(document: WorkflowDocument, result: ElkResult): Position {
  const children = result.children ?? [];
  const places = children.flatMap(({ id }) => nodeById(document, id)?.position ?? []);
  if (places.length === 0) return { x: 0, y: 0 };
  const before = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
  const after = {
    x: Math.min(...children.map(({ x = 0 }) => x)),
    y: Math.min(...children.map(({ y = 0 }) => y)),
  };
  return { x: before.x - after.x, y: before.y - after.y };
}

function isElsewhere({ position }: WorkflowNode, { x, y }: Position): boolean {
  return position?.x !== x || position.y !== y;
}
