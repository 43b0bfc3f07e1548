/** What is sent for a preview: the values that a text may read, as small as they can be. */

import type { PreviewRequest } from "~/api/queries/expressions";
import { isList, isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import type { ExpressionScope } from "./code-editor";

const MOST_LETTERS = 100_000;
const WIDTHS = [1_000, 100, 10, 3];
const REFERENCE = /\bnode\s*\??\.?\s*(?:([\p{L}_$][\p{L}\p{N}_$]*)|\[\s*(["'])(.*?)\2\s*\])/gu;
const RUNNING = /\b(acc|accumulator)\b/;
/** Reads one, and does not merely speak of them. */
const VARIABLES = /\bvariables\s*(?:\??\.[\p{L}_$]|(?:\?\.)?\[)/u;

/** Why there is no preview: nothing has run; nothing has arrived here; it, or a variable, is only known while it runs. */
export type NoPreview = "nothing-ran" | "nothing-arrived" | "only-running" | "variables";

export function previewRequest(
  text: string,
  format: string,
  scope: ExpressionScope | null,
): PreviewRequest | NoPreview {
  if (scope === null) return "nothing-ran";
  if (scope.input === undefined) return "nothing-arrived";
  if (format === "items" && RUNNING.test(text)) return "only-running";
  if (VARIABLES.test(text)) return "variables";
  const index = scope.index ?? (format === "loop" ? 0 : undefined);
  return {
    text,
    format,
    input: bounded(scope.input),
    nodes: referredNodes(text, scope.nodes),
    variables: scope.variables,
    context: scope.context,
    ...(scope.item !== undefined && { item: bounded(scope.item) }),
    ...(index !== undefined && { index }),
    ...(scope.items !== undefined && { items: [...elements(bounded(scope.items))] }),
  };
}

/** Where there are no values yet, whether a text can be read at all. */
export function withoutValues(text: string, format: string): PreviewRequest {
  return { text, format, input: null, nodes: {}, variables: {}, context: {} };
}

/** The nodes that a text names, with their values. */
export function referredNodes(text: string, nodes: Readonly<Record<string, Json>>): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const { 1: name, 3: quoted } of text.matchAll(REFERENCE)) {
    const id = name ?? quoted ?? "";
    const value = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (value !== undefined) found[id] = bounded(value);
  }
  return found;
}

/** A value with lists and texts cut, as far as needed to send it. */
export function bounded(value: Json): Json {
  if (!isList(value) && !isObject(value) && typeof value !== "string") return value;
  if (isSmall(value)) return value;
  for (const width of WIDTHS) {
    const cut = narrowed(value, width, 12);
    if (isSmall(cut)) return cut;
  }
  return null;
}

function isSmall(value: Json): boolean {
  return JSON.stringify(value).length <= MOST_LETTERS;
}

function narrowed(value: Json, width: number, depth: number): Json {
  if (typeof value === "string") return value.slice(0, width * 20);
  if (isList(value))
    return depth === 0 ? [] : value.slice(0, width).map((each) => narrowed(each, width, depth - 1));
  if (!isObject(value)) return value;
  const entries = depth === 0 ? [] : Object.entries(value).slice(0, width);
  return Object.fromEntries(entries.map(([key, each]) => [key, narrowed(each, width, depth - 1)]));
}

function elements(value: Json): readonly Json[] {
  return isList(value) ? value : [];
}
