/** New nodes and edges, with readable ids that are not in use. */

import type { NodeType } from "./catalogue";
import { edgeIndex, nodeIndex } from "./lookup";
import type { Json, Position, WorkflowDocument, WorkflowNode } from "./types";

/** `http`, `http_2`, … */
export function newId(document: WorkflowDocument, type: string): string {
  const { at } = nodeIndex(document.nodes);
  if (!at.has(type)) return type;
  let number = 2;
  while (at.has(`${type}_${number}`)) number += 1;
  return `${type}_${number}`;
}

/** `e1`, `e2`, … */
export function newEdgeId(document: WorkflowDocument): string {
  const { at } = edgeIndex(document.edges);
  let number = document.edges.length + 1;
  while (at.has(`e${number}`)) number += 1;
  return `e${number}`;
}

/** `note_1`, `group_1`, … */
export function newDrawingId(document: WorkflowDocument, kind: "note" | "group"): string {
  const items = (kind === "note" ? document.editor?.notes : document.editor?.groups) ?? [];
  const used = new Set(items.map((item) => item.id));
  let number = items.length + 1;
  while (used.has(`${kind}_${number}`)) number += 1;
  return `${kind}_${number}`;
}

/** A node as it comes from the palette: fields that must be given and have a default have it. */
export function newNode(
  document: WorkflowDocument,
  type: NodeType,
  place: { readonly position: Position; readonly parent?: string },
): WorkflowNode {
  const { properties = {}, required = [] } = type.params;
  const given = required.flatMap<[string, Json]>((name) => {
    const value = properties[name]?.default ?? properties[name]?.enum?.[0];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    id: newId(document, type.type),
    type: type.type,
    data: Object.fromEntries(given),
    position: place.position,
    ...(place.parent !== undefined && { parent: place.parent }),
  };
}
