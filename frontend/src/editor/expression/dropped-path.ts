/** Paths of results, such as `node.fetch.items[0].name`, that are dragged into a text. */

import type { CodeLanguage } from "./code-editor";

export const PATH_TYPE = "application/x-thaiyyal-path";

/** The path that is dragged, or null for anything else. */
export function droppedPath(transfer: DataTransfer | null): string | null {
  return transfer?.getData(PATH_TYPE) || null;
}

/** The path as it stands in the text: in braces, where it would be mere text otherwise. */
export function insertedPath(
  path: string,
  { language, before }: { language: CodeLanguage; before: string },
): string {
  const needsBraces = language !== "expression" && expressionStart(before) === null;
  return needsBraces && language !== "text" ? `{{ ${path} }}` : path;
}

/** Where the expression begins that the end of a template stands in; null where it stands outside. */
export function expressionStart(before: string): number | null {
  const open = before.lastIndexOf("{{");
  if (open < 0 || before[open - 1] === "\\") return null;
  return before.indexOf("}}", open) < 0 ? open + 2 : null;
}
