/** Commands for the workflow as a whole, and patches between two documents. */

import { keepNodeIndex } from "../lookup";
import type { WorkflowDocument, WorkflowNode } from "../types";
import type { Command, ListChange, Patch, SetWorkflow, Surroundings } from "./command";
import { changedList, isInPlace, listChange } from "./lists";
import { checked } from "./valid";

export function setWorkflow(change: Omit<SetWorkflow, "type">): SetWorkflow {
  return { type: "setWorkflow", ...change };
}

export function workflowSet(document: WorkflowDocument, command: SetWorkflow): WorkflowDocument {
  const { type: _type, ...change } = command;
  const { name, description, settings, ...others } = document;
  const next = { name, description, settings, ...change };
  return {
    ...others,
    ...(typeof next.name === "string" && { name: next.name }),
    ...(typeof next.description === "string" && { description: next.description }),
    ...(next.settings && { settings: next.settings }),
  };
}

/** Return the command that leads from one document to the other. */
export function patchBetween(from: WorkflowDocument, to: WorkflowDocument): Command {
  const nodes = from.nodes === to.nodes ? undefined : listChange(from.nodes, to.nodes);
  const edges = from.edges === to.edges ? undefined : listChange(from.edges, to.edges);
  if (nodes === null || edges === null) return { type: "replaceDocument", document: to };
  const surroundings = surroundingsOf(to);
  return {
    type: "patch",
    ...(nodes && { nodes }),
    ...(edges && { edges }),
    ...(!isShallowEqual(surroundingsOf(from), surroundings) && { surroundings }),
  };
}

export function patched(document: WorkflowDocument, patch: Patch): WorkflowDocument {
  const nodes = patch.nodes ? changedList(document.nodes, patch.nodes) : document.nodes;
  const edges = patch.edges ? changedList(document.edges, patch.edges) : document.edges;
  const made = { ...(patch.surroundings ?? surroundingsOf(document)), nodes, edges };
  if (edges !== document.edges || !isSameShape(document.nodes, patch.nodes)) return checked(made);
  return { ...made, nodes: keepNodeIndex(document.nodes, nodes) };
}

/** Whether ids and parents stay as they are. */
function isSameShape(nodes: readonly WorkflowNode[], change: ListChange<WorkflowNode> | undefined): boolean {
  if (!change) return true;
  return isInPlace(nodes, change) && change.put.every(({ at, item }) => nodes[at]?.parent === item.parent);
}

function surroundingsOf({ nodes: _nodes, edges: _edges, ...rest }: WorkflowDocument): Surroundings {
  return rest;
}

function isShallowEqual(one: Surroundings, other: Surroundings): boolean {
  const before = new Map<string, unknown>(Object.entries(one));
  const after = new Map<string, unknown>(Object.entries(other));
  return before.size === after.size && [...after].every(([key, value]) => before.get(key) === value);
}
