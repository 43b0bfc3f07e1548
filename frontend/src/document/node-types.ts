/** Which type a node has, and its fields under their current names. */

import type { Catalogue, NodeType } from "./catalogue";
import { inferType } from "./inferred-type";
import type { Json, WorkflowNode } from "./types";

const byName = new WeakMap<Catalogue, ReadonlyMap<string, NodeType>>();

/** The name of a node's type, inferred from its fields where it has none, as the server does. */
export function typeNameOf(node: WorkflowNode): string | undefined {
  return node.type || inferType(node.data ?? {});
}

export function nodeTypeOf(catalogue: Catalogue, node: WorkflowNode): NodeType | undefined {
  const name = typeNameOf(node);
  return name === undefined ? undefined : nodeTypeByName(catalogue, name);
}

export function nodeTypeByName(catalogue: Catalogue, name: string): NodeType | undefined {
  let types = byName.get(catalogue);
  if (!types) {
    types = new Map(catalogue.items.map((type) => [type.type, type]));
    byName.set(catalogue, types);
  }
  return types.get(name);
}

/** What people call a node: its label, else the name of its type, else its id. */
export function titleOf(catalogue: Catalogue, node: WorkflowNode): string {
  const label = node.data?.label;
  if (typeof label === "string" && label.trim() !== "") return label;
  return nodeTypeOf(catalogue, node)?.label ?? node.id;
}

/** The value of a field, also under its older name; else its default. */
export function fieldValue(type: NodeType | undefined, node: WorkflowNode, field: string): Json | undefined {
  return givenValue(type, node, field) ?? type?.params.properties?.[field]?.default;
}

/** The value that the document gives to a field, also under its older name. */
export function givenValue(type: NodeType | undefined, node: WorkflowNode, field: string): Json | undefined {
  const data = node.data ?? {};
  if (hasValue(data[field])) return data[field];
  const older = olderNames(type, field).find((name) => hasValue(data[name]));
  return older === undefined ? data[field] : data[older];
}

/** The older names of a field. */
export function olderNames(type: NodeType | undefined, field: string): readonly string[] {
  const names = Object.entries(type?.aliases ?? {});
  return names.filter(([, current]) => current === field).map(([older]) => older);
}

function hasValue(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
