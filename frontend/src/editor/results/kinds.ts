/** Which ways to look at a value there are, the best first. Pure. */

import type { Json, JsonObject } from "~/document/types";
import { chartOf } from "./chart";
import { imageOf } from "./image";
import { isObject } from "./json";

export type ViewKind = "table" | "tree" | "text" | "chart" | "image" | "page" | "markdown";

export const VIEW_LABELS: Readonly<Record<ViewKind, string>> = {
  table: "Table",
  tree: "JSON",
  text: "Text",
  chart: "Chart",
  image: "Image",
  page: "Page",
  markdown: "Markdown",
};

/** What nodes that show results call the ways to show them. */
const HINTS: Readonly<Record<string, ViewKind>> = {
  bar: "chart",
  bar_chart: "chart",
  chart: "chart",
  html: "page",
  image: "image",
  json: "tree",
  line: "chart",
  line_chart: "chart",
  markdown: "markdown",
  table: "table",
  text: "text",
  tree: "tree",
};

const HTML =
  /^\s*(<!doctype html|<(html|head|body|div|p|h[1-6]|table|ul|ol|section|article|main|span|b|i|em|strong|a|img|svg)[\s>])/i;
const MARKDOWN = /^(#{1,6} |[-*] |\d+\. |> |```)|\*\*[^*\n]+\*\*|\[[^[\]\n]+\]\(https?:/m;

/** At least one. `hint`: how the workflow says that it wants to be shown; kept where it fits. */
export function viewsOf(value: Json, hint?: string): readonly ViewKind[] {
  const found = typeof value === "string" ? viewsOfText(value) : viewsOfData(value);
  const wanted = HINTS[hint?.toLowerCase() ?? ""];
  const fits =
    wanted !== undefined && (found.includes(wanted) || (typeof value === "string" && TEXTUAL.has(wanted)));
  return fits ? [wanted, ...found.filter((kind) => kind !== wanted)] : found;
}

const TEXTUAL: ReadonlySet<ViewKind> = new Set(["text", "page", "markdown"]);

function viewsOfText(text: string): readonly ViewKind[] {
  if (imageOf(text) !== null) return ["image", "text"];
  if (HTML.test(text)) return ["page", "text"];
  if (MARKDOWN.test(text)) return ["markdown", "text"];
  return ["text"];
}

function viewsOfData(value: Json): readonly ViewKind[] {
  const found: ViewKind[] = [];
  if (imageOf(value) !== null) found.push("image");
  if (isTable(value)) found.push("table");
  found.push("tree");
  if (chartOf(value) !== null) found.push("chart");
  found.push("text");
  return found;
}

/** A list whose elements are all objects; the first thousand decide. */
export function isTable(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.slice(0, 1_000).every(isObject);
}
