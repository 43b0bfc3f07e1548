import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { stepsQuery } from "~/api/queries/execution-lists";
import { type Execution, executedDocumentQuery } from "~/api/queries/executions";
import type { Json } from "~/document/types";
import { isObject } from "~/editor/results/json";
import { undecided } from "./decisions";

/** The name of the signal that an execution waits for, where what it executes says it plainly; otherwise an empty text. */
export function useExpectedSignal({ id }: Execution): string {
  const steps = useInfiniteQuery(stepsQuery(id)).data?.pages.flatMap((page) => page.items) ?? [];
  const ran = useQuery({ ...executedDocumentQuery(id), retry: false }).data;
  const waiting = new Set(undecided(steps).map(({ node_id }) => node_id));
  return ran === undefined ? "" : plainName(JSON.parse(JSON.stringify(ran.document)), waiting);
}

/** Of the nodes that wait, the first that names a signal without an expression. Pure. */
export function plainName(document: Json, waiting: ReadonlySet<string>): string {
  const nodes = isObject(document) && Array.isArray(document.nodes) ? document.nodes : [];
  for (const node of nodes) {
    if (!isObject(node) || !waiting.has(String(node.id)) || !isObject(node.data)) continue;
    const { name } = node.data;
    if (typeof name === "string" && !name.includes("{{")) return name;
  }
  return "";
}
