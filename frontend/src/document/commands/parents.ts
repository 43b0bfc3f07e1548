/** Commands that put nodes into containers, and that give nodes another id. */

import { absolutePosition, difference, PADDING } from "../geometry";
import { containersOf, edgesFrom, edgesTo, nodeById, nodeIndex } from "../lookup";
import type { Group, Position, WorkflowDocument, WorkflowEdge, WorkflowNode } from "../types";
import type { RenameNode, SetParent } from "./command";
import { CommandError } from "./command";
import { groupsOf, withoutMembers } from "./drawing";
import { replaced, without } from "./lists";
import { known } from "./nodes";

/** `positions`: where they land in the container; by default where they are on the canvas. */
export function setParent(
  ids: readonly string[],
  parent: string | null,
  positions?: Readonly<Record<string, Position>>,
): SetParent {
  return { type: "setParent", ids, parent, ...(positions && { positions }) };
}

export function parentSet(document: WorkflowDocument, command: SetParent): WorkflowDocument {
  const parent = command.parent ?? undefined;
  const moving = movingNodes(document, command);
  const changes = moving.map((id) => {
    const { at, node } = known(document, id);
    const position = command.positions?.[id] ?? convertedPosition(document, id, parent);
    const { parent: _old, ...rest } = node;
    return { at, item: { ...rest, ...(parent !== undefined && { parent }), position } };
  });
  const all = new Set(moving);
  const gone = new Set(moving.flatMap((id) => edgesThatCross(document, id, { moving: all, parent })));
  const edges = gone.size > 0 ? without(document.edges, (edge) => gone.has(edge)) : document.edges;
  const moved = { ...document, nodes: replaced(document.nodes, changes), edges };
  return withoutMembers(moved, all);
}

/** The edges that would lead from one body into another, and so go, when nodes change their container. */
export function edgesLost(document: WorkflowDocument, command: SetParent): readonly WorkflowEdge[] {
  const left = new Set(parentSet(document, command).edges);
  return document.edges.filter((edge) => !left.has(edge));
}

/** Nodes whose container changes; what is inside of another one that moves stays there. */
function movingNodes(document: WorkflowDocument, { ids, parent }: SetParent): readonly string[] {
  const all = new Set(ids);
  if (parent !== null) {
    known(document, parent);
    const around = [parent, ...containersOf(document, parent)];
    const inside = around.find((id) => all.has(id));
    if (inside !== undefined) throw new CommandError(`the node "${inside}" cannot be put inside of itself`);
  }
  return [...all].filter((id) => {
    const { node } = known(document, id);
    return (node.parent ?? null) !== parent && !containersOf(document, id).some((around) => all.has(around));
  });
}

function convertedPosition(document: WorkflowDocument, id: string, parent: string | undefined): Position {
  const position = absolutePosition(document, id);
  if (parent === undefined) return position;
  const { x, y } = difference(position, absolutePosition(document, parent));
  return { x: Math.max(x, PADDING.left), y: Math.max(y, PADDING.top) };
}

/** The edges of a node that then lead from one body into another. */
function edgesThatCross(
  document: WorkflowDocument,
  id: string,
  { moving, parent }: { readonly moving: ReadonlySet<string>; readonly parent: string | undefined },
): readonly WorkflowEdge[] {
  const isElsewhere = (other: string) => !moving.has(other) && nodeById(document, other)?.parent !== parent;
  return [
    ...edgesFrom(document, id).filter((edge) => isElsewhere(edge.target)),
    ...edgesTo(document, id).filter((edge) => isElsewhere(edge.source)),
  ];
}

export function nodeRenamed(document: WorkflowDocument, { id, to, data }: RenameNode): WorkflowDocument {
  known(document, id);
  if (to === "" || (to !== id && nodeIndex(document.nodes).at.has(to))) {
    throw new CommandError(`"${to}" cannot be the id of the node "${id}"`);
  }
  const renamed = (name: string) => (name === id ? to : name);
  return withGroups(
    {
      ...document,
      nodes: document.nodes.map((node) => nodeAfter(node, { id, to, data })),
      edges: document.edges.map((edge) => {
        const touches = edge.source === id || edge.target === id;
        return touches ? { ...edge, source: renamed(edge.source), target: renamed(edge.target) } : edge;
      }),
    },
    (group) => (group.nodes.includes(id) ? { ...group, nodes: group.nodes.map(renamed) } : group),
  );
}

function nodeAfter(node: WorkflowNode, { id, to, data }: Omit<RenameNode, "type">): WorkflowNode {
  const text = Object.hasOwn(data, node.id) ? data[node.id] : undefined;
  const own = node.id === id ? { ...node, id: to } : node;
  const inner = own.parent === id ? { ...own, parent: to } : own;
  return text === undefined ? inner : { ...inner, data: text };
}

function withGroups(document: WorkflowDocument, change: (group: Group) => Group): WorkflowDocument {
  const groups = groupsOf(document);
  if (groups.length === 0) return document;
  return { ...document, editor: { ...document.editor, groups: groups.map(change) } };
}
