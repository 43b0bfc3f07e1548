/** The ports that a node has, from the rules of the catalogue. */

import { own } from "~/lib/own";
import type { Catalogue, NodeType, PortRule } from "./catalogue";
import { isList, isObject } from "./commands/values";
import { edgesFrom, nodeById } from "./lookup";
import { fieldValue, nodeTypeOf } from "./node-types";
import type { Json, WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

/** `isStray`: an edge starts here, but the node has no such port (any more). */
export type Port = { readonly name: string; readonly label: string; readonly isStray?: boolean };

/** The plain port; an edge that starts here needs no `sourceHandle`. */
export const PLAIN = "out";
const ROUTED = "error";
const LABELS: Readonly<Record<string, string>> = { out: "Output" };

/** The ports of a node in order, each once. A node of an unknown type has the plain port. */
export function portsOf(type: NodeType | undefined, node: WorkflowNode): readonly Port[] {
  const rules = type?.outputs.ports ?? [];
  const names = [
    ...((type?.outputs.has_out ?? true) ? [PLAIN] : []),
    ...rules.flatMap((rule) => namesOf(rule, type, node)),
    ...(node.settings?.on_error === "route" ? [ROUTED] : []),
  ];
  return [...new Set(names)].map((name) => ({ name, label: portLabel(type, name) }));
}

/** The ports of a node and those that only its edges name: what the canvas draws. */
export function shownPorts(document: WorkflowDocument, catalogue: Catalogue, id: string): readonly Port[] {
  const node = nodeById(document, id);
  if (!node) return [];
  const type = nodeTypeOf(catalogue, node);
  const ports = portsOf(type, node);
  const names = new Set(ports.map((port) => port.name));
  const used = new Set(edgesFrom(document, id).map((edge) => portOf(type, edge)));
  const others = [...used].filter((name) => !names.has(name));
  return [
    ...ports,
    ...others.map((name) =>
      name === PLAIN ? { name, label: "Whichever" } : { name, label: name, isStray: true },
    ),
  ];
}

/** The port that an edge starts at: the name of `portsOf`, older names resolved, `out` where it names none. */
export function portOf(type: NodeType | undefined, edge: WorkflowEdge): string {
  const name = handleOf(edge) ?? PLAIN;
  return type?.outputs.aliases?.find((names) => names.includes(name))?.[0] ?? name;
}

/** What an edge itself says of its port, undefined for the plain one. */
export function handleOf(edge: WorkflowEdge): string | undefined {
  return edge.sourceHandle ?? edge.condition;
}

/** What to write into an edge that starts at a port: nothing for the plain one. */
export function handleFor(port: string): { readonly sourceHandle?: string } {
  return port === PLAIN ? {} : { sourceHandle: port };
}

/** How many edges may end at a node; only the first counts where it is one. */
export function inputsOf(type: NodeType | undefined): "none" | "one" | "many" {
  if (type?.is_trigger) return "none";
  if (type === undefined || type.inputs === "many" || type.inputs === "any") return "many";
  return type.inputs === "none" ? "none" : "one";
}

function namesOf(rule: PortRule, type: NodeType | undefined, node: WorkflowNode): readonly string[] {
  if (rule.when && !rule.when.is.some((value) => value === fieldValue(type, node, rule.when?.field ?? "")))
    return [];
  if (rule.name !== undefined) return [rule.name];
  const { field } = rule;
  if (rule.each === undefined)
    return named(rule, field === undefined ? undefined : fieldValue(type, node, field));
  const elements = fieldValue(type, node, rule.each);
  if (!isList(elements)) return [];
  return elements.flatMap((element) => named(rule, field === undefined ? element : memberOf(element, field)));
}

function named(rule: PortRule, value: Json | undefined): readonly string[] {
  const name = typeof value === "string" && value !== "" ? value : rule.default;
  return name === undefined ? [] : [name];
}

function memberOf(element: Json, field: string): Json | undefined {
  return isObject(element) ? own(element, field) : undefined;
}

function portLabel(type: NodeType | undefined, name: string): string {
  const isFixed = name === ROUTED || type?.outputs.ports.some((rule) => rule.name === name);
  if (isFixed) return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
  return own(LABELS, name) ?? name;
}
