/** Commands that add, remove, move and edit nodes. */

import { edgeIndex, keepNodeIndex, nodeById, nodeIndex, withInner } from "../lookup";
import type {
  Json,
  JsonObject,
  Position,
  Size,
  WorkflowDocument,
  WorkflowEdge,
  WorkflowNode,
} from "../types";
import type {
  AddNodes,
  MoveNodes,
  RemoveNodes,
  ResizeNode,
  SetData,
  SetField,
  SetLabel,
  SetSettings,
} from "./command";
import { CommandError } from "./command";
import { withoutMembers } from "./drawing";
import { replaced, without } from "./lists";
import { checkAdded } from "./valid";
import { type Path, withValue } from "./values";

export function addNodes(nodes: readonly WorkflowNode[], edges: readonly WorkflowEdge[] = []): AddNodes {
  return { type: "addNodes", nodes, edges };
}

export function removeNodes(ids: readonly string[]): RemoveNodes {
  return { type: "removeNodes", ids };
}

export function moveNodes(positions: Readonly<Record<string, Position | null>>): MoveNodes {
  return { type: "moveNodes", positions };
}

export function resizeNode(id: string, size: Size | null, position?: Position): ResizeNode {
  return { type: "resizeNode", id, size, ...(position && { position }) };
}

/** Without a value the field is removed. */
export function setField(field: { node: string; path: Path; value?: Json }): SetField {
  return { type: "setField", ...field };
}

export function setData(node: string, data: JsonObject | null): SetData {
  return { type: "setData", node, data };
}

export function setLabel(node: string, label: string): SetLabel {
  return { type: "setLabel", node, label };
}

export function setSettings(node: string, settings: JsonObject | null): SetSettings {
  return { type: "setSettings", node, settings };
}

export function nodesAdded(document: WorkflowDocument, { nodes, edges }: AddNodes): WorkflowDocument {
  checkAdded(document, nodes, edges);
  return {
    ...document,
    nodes: nodes.length > 0 ? [...document.nodes, ...nodes] : document.nodes,
    edges: edges.length > 0 ? [...document.edges, ...edges] : document.edges,
  };
}

export function nodesRemoved(document: WorkflowDocument, { ids }: RemoveNodes): WorkflowDocument {
  for (const id of ids) known(document, id);
  const gone = withInner(document, ids);
  const { bySource, byTarget } = edgeIndex(document.edges);
  const isLoose = [...gone].some((id) => bySource.has(id) || byTarget.has(id));
  const left = {
    ...document,
    nodes: without(document.nodes, (node) => gone.has(node.id)),
    edges: isLoose
      ? without(document.edges, (edge) => gone.has(edge.source) || gone.has(edge.target))
      : document.edges,
  };
  return withoutMembers(left, gone);
}

export function nodesMoved(document: WorkflowDocument, { positions }: MoveNodes): WorkflowDocument {
  const changes = Object.entries(positions).map(([id, position]) => {
    const { at, node } = known(document, id);
    return { at, item: withPosition(node, position) };
  });
  return { ...document, nodes: keepNodeIndex(document.nodes, replaced(document.nodes, changes)) };
}

/** The command that brings nodes back to where they are now. */
export function movedBack(document: WorkflowDocument, { positions }: MoveNodes): MoveNodes {
  const ids = Object.keys(positions);
  return moveNodes(Object.fromEntries(ids.map((id) => [id, nodeById(document, id)?.position ?? null])));
}

export function nodeResized(document: WorkflowDocument, command: ResizeNode): WorkflowDocument {
  return edited(document, command.id, (node) => {
    const { size: _old, ...rest } = node;
    const sized = command.size === null ? rest : { ...rest, size: command.size };
    return command.position ? { ...sized, position: command.position } : sized;
  });
}

export function fieldSet(document: WorkflowDocument, { node, path, value }: SetField): WorkflowDocument {
  return edited(document, node, (old) => ({ ...old, data: withValue(old.data ?? {}, path, value) }));
}

export function labelSet(document: WorkflowDocument, { node, label }: SetLabel): WorkflowDocument {
  const value = label.trim() === "" ? undefined : label;
  return fieldSet(document, {
    type: "setField",
    node,
    path: ["label"],
    ...(value !== undefined && { value }),
  });
}

export function dataSet(document: WorkflowDocument, { node, data }: SetData): WorkflowDocument {
  return edited(document, node, ({ data: _old, ...rest }) => (data === null ? rest : { ...rest, data }));
}

export function settingsSet(document: WorkflowDocument, { node, settings }: SetSettings): WorkflowDocument {
  return edited(document, node, ({ settings: _old, ...rest }) => {
    return settings === null ? rest : { ...rest, settings };
  });
}

/** Where a node is in its document; its absence is an error of the command. */
export function known(document: WorkflowDocument, id: string): { at: number; node: WorkflowNode } {
  const at = nodeIndex(document.nodes).at.get(id);
  const node = at === undefined ? undefined : document.nodes[at];
  if (at === undefined || node === undefined) throw new CommandError(`there is no node "${id}"`);
  return { at, node };
}

function edited(
  document: WorkflowDocument,
  id: string,
  change: (node: WorkflowNode) => WorkflowNode,
): WorkflowDocument {
  const { at, node } = known(document, id);
  const nodes = replaced(document.nodes, [{ at, item: change(node) }]);
  return { ...document, nodes: keepNodeIndex(document.nodes, nodes) };
}

function withPosition(node: WorkflowNode, position: Position | null): WorkflowNode {
  if (position) return { ...node, position };
  const { position: _old, ...rest } = node;
  return rest;
}
