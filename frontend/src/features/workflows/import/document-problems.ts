/** What the server finds wrong with a document, as a place and a sentence. */

import type { Json, JsonObject } from "~/document/types";

export type PlacedProblem = { readonly place: string; readonly message: string };

export function documentProblems(refusal: Readonly<Record<string, Json>>): PlacedProblem[] {
  const { problems } = refusal;
  if (!Array.isArray(problems)) return [];
  return problems.filter(isObject).map((problem) => ({
    place: [problem.node ?? problem.edge, problem.field].filter(isText).join(" · "),
    message: isText(problem.message) ? problem.message : "This is not right.",
  }));
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}
