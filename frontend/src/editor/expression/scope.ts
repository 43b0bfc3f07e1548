/** What names mean in the fields of a node, going by the last execution that is shown. */

import type { Catalogue, NodeType } from "~/document/catalogue";
import { isList, isObject } from "~/document/commands/values";
import { containersOf, edgesTo, nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { portOf } from "~/document/ports";
import type { Json, WorkflowDocument, WorkflowEdge } from "~/document/types";
import { own } from "~/lib/own";
import { carried, pinnedRun, type Ran } from "../run/carried";
import type { ExpressionScope } from "./code-editor";

export type ScopeSources = {
  readonly document: WorkflowDocument;
  readonly catalogue: Catalogue;
  readonly runs: ReadonlyMap<string, Ran>;
  readonly pinned: Readonly<Record<string, Json>>;
  /** Of the execution. */
  readonly input: Json | undefined;
};

type Runs = ScopeSources["runs"];
const outputs = new WeakMap<Runs, Readonly<Record<string, Json>>>();

/** The values that a node's expressions read, or null when nothing has run and nothing is pinned. */
export function scopeOf(node: string, sources: ScopeSources): ExpressionScope | null {
  const nodes = { ...outputsOf(sources.runs), ...sources.pinned };
  if (Object.keys(nodes).length === 0) return null;
  const input = inputOf(node, sources);
  return {
    ...(input !== undefined && { input }),
    nodes,
    variables: {},
    context: contextOf(nodes, sources),
    ...itemOf(node, sources),
  };
}

/** What arrives at a node: of its edges the first that delivered something. Undefined: not known. */
export function inputOf(node: string, sources: ScopeSources): Json | undefined {
  const edges = edgesTo(sources.document, node);
  for (const edge of edges) {
    const value = delivered(edge, sources);
    if (value !== undefined) return value;
  }
  return edges.length > 0 ? undefined : entryInput(node, sources);
}

/** Nodes without edges get what their container hands them, else the input of the execution. */
function entryInput(node: string, sources: ScopeSources): Json | undefined {
  const [container] = containersOf(sources.document, node);
  if (container === undefined) return sources.input ?? null;
  const given = inputOf(container, sources);
  return isForEvery(container, sources) && isList(given) ? given[0] : given;
}

/** What came along an edge. */
function delivered(
  edge: WorkflowEdge,
  { document, catalogue, pinned, runs }: ScopeSources,
): Json | undefined {
  const source = nodeById(document, edge.source);
  const type = source && nodeTypeOf(catalogue, source);
  const kept = own(pinned, edge.source);
  const run = kept === undefined ? runs.get(edge.source) : pinnedRun(type, source, kept);
  return carried(type, run, portOf(type, edge));
}

/** Names that containers bind: the innermost that runs once for every element decides. */
function itemOf(node: string, sources: ScopeSources): Partial<ExpressionScope> {
  const containers = containersOf(sources.document, node);
  if (containers.length === 0) return {};
  for (const container of containers) {
    const items = isForEvery(container, sources) ? inputOf(container, sources) : undefined;
    const [item] = isList(items) ? items : [];
    if (isList(items) && item !== undefined) return { item, index: 0, items };
  }
  return { index: 0 };
}

function isForEvery(container: string, { document, catalogue }: ScopeSources): boolean {
  const node = nodeById(document, container);
  return node !== undefined && nodeTypeOf(catalogue, node)?.accepts === "list";
}

function contextOf(
  nodes: Readonly<Record<string, Json>>,
  { document, catalogue }: ScopeSources,
): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const node of document.nodes) {
    const value = own(nodes, node.id);
    if (isObject(value) && isDeclaring(nodeTypeOf(catalogue, node))) Object.assign(found, value);
  }
  return found;
}

/** Nodes that stand in no container and start nothing declare values for all expressions. */
function isDeclaring(type: NodeType | undefined): boolean {
  return type?.is_top_level === true && !type.is_trigger;
}

/** As `node.<id>` finds them: what failed or was skipped has none. */
function outputsOf(runs: Runs): Readonly<Record<string, Json>> {
  const known = outputs.get(runs);
  if (known) return known;
  const found = Object.fromEntries(
    [...runs].flatMap(([id, { status, output }]): [string, Json][] =>
      status !== "succeeded" || output === undefined ? [] : [[id, output]],
    ),
  );
  outputs.set(runs, found);
  return found;
}
