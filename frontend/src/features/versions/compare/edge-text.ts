import type { Json } from "~/document/types";

/** An edge in words: "fetch (error) → report". */
export function edgeText(edge: Json | undefined): string {
  if (edge === undefined || edge === null || typeof edge !== "object" || Array.isArray(edge))
    return "an edge";
  const { source, target, sourceHandle, condition } = Object.fromEntries(Object.entries(edge));
  const port = sourceHandle ?? condition;
  return `${source ?? "?"}${port ? ` (${port})` : ""} → ${target ?? "?"}`;
}
