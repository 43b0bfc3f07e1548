import { queryOptions } from "@tanstack/react-query";
import type { Json, JsonObject } from "~/document/types";
import { ask } from "../ask";

export type Template = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly node_types: readonly string[];
  /** Whether it runs without asking another service. */
  readonly is_offline: boolean;
  readonly document: JsonObject;
  readonly input?: Json;
  readonly output?: Json;
};

/** Workflows to begin with; they change only with the server's version. */
export const templatesQuery = () =>
  queryOptions({
    queryKey: ["workflow-templates", "all"],
    queryFn: async ({ signal }) =>
      (await ask<{ items: readonly Template[] }>("/api/v1/workflow-templates", { signal })).body.items,
    staleTime: Number.POSITIVE_INFINITY,
  });
