/** Reading a document that somebody wrote: what cannot be drawn is put right, and said. */

import { nodesInsideThemselves } from "../commands/valid";
import { isList, isObject } from "../commands/values";
import type { Drawing, Json, JsonObject, WorkflowDocument, WorkflowEdge, WorkflowNode } from "../types";
import { FreshIds } from "./names";
import { isGroup, isNote, isPosition, isSize, isText, withoutWrong } from "./shapes";

/** `repairs`: sentences for people. */
export type Opened = { readonly document: WorkflowDocument; readonly repairs: readonly string[] };

/** What was given is no document; the message is a sentence for people. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
}

const OWN_KEYS = ["name", "description", "settings", "nodes", "edges", "editor"];
const DOCUMENT_RULES = { name: isText, description: isText, settings: isObject, editor: isObject };
const NODE_RULES = {
  type: isText,
  data: isObject,
  parent: isText,
  settings: isObject,
  position: isPosition,
  size: isSize,
};
const EDGE_RULES = { id: isName, sourceHandle: isText, targetHandle: isText, condition: isText };
const QUIET = ["position", "size", "id", "editor"];

export function readDocument(json: Json): Opened {
  if (!isObject(json)) throw new DocumentError("A workflow document is an object with nodes and edges.");
  const rawNodes = listOf(json, "nodes");
  const rawEdges = listOf(json, "edges");
  const isStranger =
    !("nodes" in json || "edges" in json) && Object.keys(json).some((key) => !OWN_KEYS.includes(key));
  if (isStranger) throw new DocumentError("This is not a workflow document: it has neither nodes nor edges.");
  const repairs: string[] = [];
  const { owner, wrong } = withoutWrong(json, DOCUMENT_RULES);
  tell(repairs, "the workflow", wrong);
  const { nodes: _nodes, edges: _edges, editor, ...surroundings } = owner;
  const nodes = withGoodParents(readNodes(rawNodes, repairs), repairs);
  const edges = readEdges(rawEdges, nodes, repairs);
  const drawing = isObject(editor) ? { editor: readDrawing(editor, nodes) } : {};
  return { document: { ...surroundings, nodes, edges, ...drawing }, repairs };
}

function listOf(json: JsonObject, key: string): readonly Json[] {
  const value = json[key];
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw new DocumentError(`The "${key}" of a workflow document are a list.`);
  return value;
}

function readNodes(raw: readonly Json[], repairs: string[]): readonly WorkflowNode[] {
  const ids = new FreshIds(raw.flatMap((node) => (isObject(node) && isName(node.id) ? [node.id] : [])));
  const seen = new Set<string>();
  return raw.flatMap((json, at) => {
    if (!isObject(json)) {
      repairs.push(`Number ${at + 1} of the nodes is no node; it was left out.`);
      return [];
    }
    const isGood = isName(json.id) && !seen.has(json.id);
    const id = isGood && isName(json.id) ? json.id : ids.like(isName(json.id) ? json.id : "node");
    if (!isGood) repairs.push(`Number ${at + 1} of the nodes had no id of its own; it is "${id}" now.`);
    seen.add(id);
    const { owner, wrong } = withoutWrong(json, NODE_RULES);
    tell(repairs, `the node "${id}"`, wrong);
    return [isNode(owner) && owner.id === id ? owner : { ...owner, id }];
  });
}

function withGoodParents(nodes: readonly WorkflowNode[], repairs: string[]): readonly WorkflowNode[] {
  const ids = new Set(nodes.map((node) => node.id));
  const inside = new Set(nodesInsideThemselves(nodes));
  if (nodes.every(({ id, parent }) => parent === undefined || (ids.has(parent) && !inside.has(id))))
    return nodes;
  return nodes.map((node) => {
    const { parent, ...rest } = node;
    if (parent === undefined || (ids.has(parent) && !inside.has(node.id))) return node;
    const reason = ids.has(parent) ? "was inside of itself" : `was inside of "${parent}", which is not there`;
    repairs.push(`The node "${node.id}" ${reason}; it is at the top level now.`);
    return rest;
  });
}

function readEdges(
  raw: readonly Json[],
  nodes: readonly WorkflowNode[],
  repairs: string[],
): readonly WorkflowEdge[] {
  const ids = new FreshIds(raw.flatMap((edge) => (isObject(edge) && isName(edge.id) ? [edge.id] : [])));
  const known = new Set(nodes.map((node) => node.id));
  const seen = new Set<string>();
  return raw.flatMap((json, at) => {
    const { owner, wrong } = withoutWrong(isObject(json) ? json : {}, EDGE_RULES);
    const { source, target } = owner;
    if (!isText(source) || !isText(target) || !known.has(source) || !known.has(target)) {
      repairs.push(`Number ${at + 1} of the edges leads to a node that is not there; it was left out.`);
      return [];
    }
    tell(repairs, `the edge from "${source}" to "${target}"`, wrong);
    const id = isText(owner.id) && !seen.has(owner.id) ? owner.id : ids.numbered("e");
    seen.add(id);
    return [isEdge(owner) && owner.id === id ? owner : { ...owner, id, source, target }];
  });
}

function readDrawing(editor: JsonObject, nodes: readonly WorkflowNode[]): Drawing {
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  const { notes, groups, ...others } = editor;
  const kept = isList(groups) ? distinct(groups.filter(isGroup)) : [];
  const fit = kept.filter(({ nodes: ids }) => {
    return ids.every((id) => parents.has(id)) && new Set(ids.map((id) => parents.get(id))).size === 1;
  });
  return {
    ...others,
    ...(isList(notes) && { notes: distinct(notes.filter(isNote)) }),
    ...(isList(groups) && { groups: fit }),
  };
}

function distinct<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function isName(value: Json | undefined): value is string {
  return isText(value) && value !== "";
}

/** Of an object whose other keys are known to be right. */
function isNode(json: JsonObject): json is JsonObject & WorkflowNode {
  return isName(json.id);
}

/** Of an object whose other keys are known to be right. */
function isEdge(json: JsonObject): json is JsonObject & WorkflowEdge {
  return isName(json.id);
}

function tell(repairs: string[], what: string, wrong: readonly string[]): void {
  for (const key of wrong) {
    if (!QUIET.includes(key)) repairs.push(`The "${key}" of ${what} could not be read and was left out.`);
  }
}
