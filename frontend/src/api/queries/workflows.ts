/** Lists of workflows, what ran of them last, and what one can do with a row. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Json } from "~/document/types";
import { ask } from "../ask";
import { api, data } from "../client";
import type { ExecutionItem, WorkflowDetail, WorkflowItem } from "../shapes";

export const SORTS = ["-updated_at", "updated_at", "name", "-name", "-created_at", "created_at"] as const;
export type WorkflowSort = (typeof SORTS)[number];

export type WorkflowFilters = {
  readonly q?: string;
  readonly tags?: readonly string[];
  readonly owner?: string;
  readonly shared?: boolean;
  readonly visibility?: WorkflowItem["visibility"];
  readonly deleted?: boolean;
  readonly sort?: WorkflowSort;
};

/** What last ran, by workflow. `isWhole`: whoever is not there has never run. */
export type LastRuns = { readonly runs: ReadonlyMap<string, ExecutionItem>; readonly isWhole: boolean };

const PAGE = 50;
const MOST_RUNS = 200;
const RUNS_MS = 15_000;

export const workflowsQuery = ({ tags = [], sort = "-updated_at", ...filters }: WorkflowFilters) =>
  infiniteQueryOptions({
    queryKey: ["workflows", "list", { tags, sort, ...filters }],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, tag: [...tags], sort, limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/workflows", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The newest executions of the tenant in one request: enough to tell of most workflows how they ran last. */
export const lastRunsQuery = () =>
  queryOptions({
    queryKey: ["workflows", "last-runs"],
    queryFn: async ({ signal }): Promise<LastRuns> => {
      const query = { limit: MOST_RUNS };
      const page = await data(api.GET("/api/v1/executions", { params: { query }, signal }));
      const runs = new Map(page.items.toReversed().map((each) => [each.workflow_id, each]));
      return { runs, isWhole: !page.next_cursor };
    },
    refetchInterval: RUNS_MS,
    retry: false,
  });

/** The newest execution of one workflow; null when there is none. For those that `lastRunsQuery` does not tell of. */
export const lastRunQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["workflows", workflowId, "last-run"],
    queryFn: async ({ signal }) => {
      const params = { path: { workflow_id: workflowId }, query: { limit: 1 } };
      const page = await data(api.GET("/api/v1/workflows/{workflow_id}/executions", { params, signal }));
      return page.items[0] ?? null;
    },
    staleTime: 60_000,
    retry: false,
  });

export type NewWorkflow = {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly document?: Json;
};

/** With a document it is published as version 1, otherwise it begins as an empty draft. */
export async function createWorkflow(workflow: NewWorkflow): Promise<WorkflowDetail> {
  const { body } = await ask<WorkflowDetail>("/api/v1/workflows", { method: "POST", body: { ...workflow } });
  return body;
}

export async function trashWorkflow(id: string): Promise<void> {
  await api.DELETE("/api/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } } });
}

export async function restoreWorkflow(id: string): Promise<void> {
  await api.POST("/api/v1/workflows/{workflow_id}/restore", { params: { path: { workflow_id: id } } });
}

/** For good; only from the trash. */
export async function purgeWorkflow(id: string): Promise<void> {
  const params = { path: { workflow_id: id }, query: { purge: true } };
  await api.DELETE("/api/v1/workflows/{workflow_id}", { params });
}

function firstPage(): string | undefined {
  return undefined;
}
