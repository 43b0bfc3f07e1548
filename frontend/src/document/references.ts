/** Which nodes a node reads in its expressions and templates, and how these follow a new id. */

import { own } from "~/lib/own";
import type { Catalogue, FieldSchema, NodeType } from "./catalogue";
import type { RenameNode } from "./commands/command";
import { isList, isObject, type Path } from "./commands/values";
import { referencesIn, type TextKind, withRenamedReferences } from "./expression-references";
import { nodeTypeOf } from "./node-types";
import type { Json, JsonObject, WorkflowDocument, WorkflowNode } from "./types";

/** One place where a node reads another: `id` is the one that is read. */
export type Reference = {
  readonly id: string;
  readonly path: Path;
  readonly start: number;
  readonly end: number;
};

const EXPRESSIONS: readonly (string | undefined)[] = ["expression", "items", "loop"];
const cache = new WeakMap<Catalogue, WeakMap<WorkflowNode, readonly Reference[]>>();

/** The references in the fields of a node, in order. */
export function referencesOf(catalogue: Catalogue, node: WorkflowNode): readonly Reference[] {
  let known = cache.get(catalogue);
  if (!known) {
    known = new WeakMap();
    cache.set(catalogue, known);
  }
  const found = known.get(node) ?? readReferences(nodeTypeOf(catalogue, node), node);
  known.set(node, found);
  return found;
}

/** The places in a document that read a node: what breaks when it is removed or gets another id. */
export function referencesTo(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
): readonly { readonly node: string; readonly references: readonly Reference[] }[] {
  return document.nodes.flatMap((node) => {
    const references = referencesOf(catalogue, node).filter((reference) => reference.id === id);
    return references.length > 0 ? [{ node: node.id, references }] : [];
  });
}

/** The command that gives a node another id, in the expressions that read it as well. */
export function renameNode(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
  to: string,
): RenameNode {
  const names = new Map([[id, to]]);
  const readers = document.nodes.flatMap<[string, JsonObject]>((node) => {
    const data = renamedData(catalogue, node, names);
    return data === undefined || data === node.data ? [] : [[node.id, data]];
  });
  return { type: "renameNode", id, to, data: Object.fromEntries(readers) };
}

/** The fields of a node with references to other ids; the same object where nothing changes. */
export function renamedData(
  catalogue: Catalogue,
  node: WorkflowNode,
  names: ReadonlyMap<string, string>,
): JsonObject | undefined {
  if (!node.data || !referencesOf(catalogue, node).some(({ id }) => names.has(id))) return node.data;
  const type = nodeTypeOf(catalogue, node);
  const made = mapTexts(node.data, type?.params, type, (text, kind) =>
    withRenamedReferences(text, kind, names),
  );
  return isObject(made) ? made : node.data;
}

function readReferences(type: NodeType | undefined, node: WorkflowNode): readonly Reference[] {
  const found: Reference[] = [];
  mapTexts(node.data ?? {}, type?.params, type, (text, kind, path) => {
    found.push(...referencesIn(text, kind).map(({ id, start, end }) => ({ id, path, start, end })));
    return text;
  });
  return found;
}

type Change = (text: string, kind: TextKind, path: Path) => string;

function mapTexts(
  value: Json,
  schema: FieldSchema | undefined,
  type: NodeType | undefined,
  change: Change,
  path: Path = [],
): Json {
  if (typeof value === "string") {
    return change(value, EXPRESSIONS.includes(schema?.format) ? "expression" : "template", path);
  }
  if (isList(value)) {
    return value.map((element, at) => mapTexts(element, elementSchema(schema), type, change, [...path, at]));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map<[string, Json]>(([key, member]) => {
    const inner = memberSchema(schema, path.length === 0 ? (own(type?.aliases ?? {}, key) ?? key) : key);
    return [key, mapTexts(member, inner, type, change, [...path, key])];
  });
  return Object.fromEntries(entries);
}

/** Choices (`anyOf`) count as their first member that says something of what is inside. */
function elementSchema(schema: FieldSchema | undefined): FieldSchema | undefined {
  return schema?.items ?? schema?.anyOf?.find((choice) => choice.items)?.items;
}

function memberSchema(schema: FieldSchema | undefined, key: string): FieldSchema | undefined {
  const owner =
    schema?.properties || schema?.additionalProperties ? schema : schema?.anyOf?.find(saysMembers);
  const others = owner?.additionalProperties;
  return own(owner?.properties ?? {}, key) ?? (typeof others === "object" ? others : undefined);
}

function saysMembers(schema: FieldSchema): boolean {
  return schema.properties !== undefined || schema.additionalProperties !== undefined;
}
