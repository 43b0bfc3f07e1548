/** Commands that connect nodes. Whether a connection makes sense is asked before: `canConnect`. */

import { edgeIndex, nodeById } from "../lookup";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "../types";
import type { Connect, Disconnect, InsertOnEdge, Reconnect } from "./command";
import { CommandError } from "./command";
import { replaced, without } from "./lists";
import { checkAdded } from "./valid";

export function connect(edge: WorkflowEdge): Connect {
  return { type: "connect", ...edge };
}

export function disconnect(ids: readonly string[]): Disconnect {
  return { type: "disconnect", ids };
}

export function reconnect(edge: Omit<Reconnect, "type">): Reconnect {
  return { type: "reconnect", ...edge };
}

export function insertOnEdge(place: {
  edge: string;
  node: WorkflowNode;
  newEdge: string;
  sourceHandle?: string;
}): InsertOnEdge {
  return { type: "insertOnEdge", ...place };
}

export function connected(document: WorkflowDocument, { type: _type, ...edge }: Connect): WorkflowDocument {
  checkAdded(document, [], [edge]);
  return { ...document, edges: [...document.edges, edge] };
}

export function disconnected(document: WorkflowDocument, { ids }: Disconnect): WorkflowDocument {
  for (const id of ids) knownEdge(document, id);
  const gone = new Set(ids);
  return { ...document, edges: without(document.edges, (edge) => gone.has(edge.id)) };
}

export function reconnected(document: WorkflowDocument, command: Reconnect): WorkflowDocument {
  const { at, edge } = knownEdge(document, command.id);
  const { type: _type, ...ends } = command;
  const item = { ...withoutPort(edge), ...ends };
  for (const id of [item.source, item.target]) {
    if (!nodeById(document, id))
      throw new CommandError(`the edge "${item.id}" leads to a node that is not there`);
  }
  return { ...document, edges: replaced(document.edges, [{ at, item }]) };
}

export function insertedOnEdge(document: WorkflowDocument, command: InsertOnEdge): WorkflowDocument {
  const { at, edge } = knownEdge(document, command.edge);
  const { targetHandle, ...start } = edge;
  const onward: WorkflowEdge = {
    id: command.newEdge,
    source: command.node.id,
    target: edge.target,
    ...(command.sourceHandle !== undefined && { sourceHandle: command.sourceHandle }),
    ...(targetHandle !== undefined && { targetHandle }),
  };
  const shortened = { ...start, target: command.node.id };
  checkAdded(document, [command.node], [onward]);
  return {
    ...document,
    nodes: [...document.nodes, command.node],
    edges: document.edges.toSpliced(at, 1, shortened, onward),
  };
}

function knownEdge(document: WorkflowDocument, id: string): { at: number; edge: WorkflowEdge } {
  const at = edgeIndex(document.edges).at.get(id);
  const edge = at === undefined ? undefined : document.edges[at];
  if (at === undefined || edge === undefined) throw new CommandError(`there is no edge "${id}"`);
  return { at, edge };
}

function withoutPort({ sourceHandle: _port, condition: _older, ...edge }: WorkflowEdge): WorkflowEdge {
  return edge;
}
