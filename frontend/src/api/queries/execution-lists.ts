/** Executions of all workflows: pages, the newest, counts, steps, and retrying many. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask";
import { api, data } from "../client";
import type { ExecutionItem, Retried } from "../shapes";
import type { Page, Step } from "./executions";

export const STATUSES = ["queued", "running", "waiting", "succeeded", "failed", "cancelled"] as const;
export const TRIGGERS = ["api", "manual", "schedule", "webhook", "workflow", "error", "retry"] as const;
export const WAITS = ["time", "signal", "approval", "workflow", "outcome_unknown"] as const;

export type Wait = (typeof WAITS)[number];
export type ListFilters = {
  readonly status?: ExecutionItem["status"];
  readonly trigger?: ExecutionItem["trigger"];
  readonly waiting_for?: Wait;
  readonly workflow_id?: string;
  readonly parent_id?: string;
  readonly retried_from?: string;
  readonly dead?: true;
  readonly from?: string;
  readonly to?: string;
};

const PAGE = 50;
const LIVE_MS = 5_000;
const COUNTS_MS = 15_000;
/** Counts are of the last thirty days, unless something else is asked for. */
const EVER = "2000-01-01T00:00:00Z";

export const executionListKey = ["executions", "list"] as const;

export const executionListQuery = (filters: ListFilters) =>
  infiniteQueryOptions({
    queryKey: [...executionListKey, filters],
    queryFn: ({ pageParam, signal }) => readList({ ...filters, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The first page again and again, while somebody sees it: what is new, and how the newest stand. */
export const newestExecutionsQuery = (filters: ListFilters) =>
  queryOptions({
    queryKey: ["executions", "newest", filters],
    queryFn: async ({ signal }) => (await readList({ ...filters, limit: PAGE }, signal)).items,
    refetchInterval: LIVE_MS,
    staleTime: LIVE_MS,
    retry: false,
  });

/** What an execution has called, or what has retried it. */
export const relatedExecutionsQuery = (filters: Pick<ListFilters, "parent_id" | "retried_from">) =>
  queryOptions({
    queryKey: ["executions", "related", filters],
    queryFn: ({ signal }) => readList({ ...filters, limit: PAGE }, signal),
  });

export const executionCountsQuery = ({ workflow_id, from = EVER, to }: ListFilters) =>
  queryOptions({
    queryKey: ["executions", "counts", workflow_id ?? "all", from, to ?? "now"],
    queryFn: async ({ signal }) => {
      const query = { from, to };
      if (workflow_id === undefined)
        return (await data(api.GET("/api/v1/executions/counts", { params: { query }, signal }))).items;
      const params = { path: { workflow_id }, query };
      return (await data(api.GET("/api/v1/workflows/{workflow_id}/executions/counts", { params, signal })))
        .items;
    },
    placeholderData: keepPreviousData,
    refetchInterval: COUNTS_MS,
  });

export const stepsQuery = (executionId: string) =>
  infiniteQueryOptions({
    queryKey: ["executions", executionId, "steps"],
    queryFn: async ({ pageParam, signal }) => {
      const search = { limit: "200", cursor: pageParam };
      const options = { search, signal };
      return (await ask<Page<Step>>(`/api/v1/executions/${executionId}/steps`, options)).body;
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Retry executions that were given up; tells of each what became of it. */
export async function retryDead(ids: readonly string[]): Promise<readonly Retried[]> {
  const body = { ids: [...ids], repeat_unknown: false };
  return (await data(api.POST("/api/v1/executions/dead/retry", { body }))).items;
}

export function eventsOfUrl(ids: readonly string[]): string {
  return `/api/v1/executions/events?${new URLSearchParams(ids.map((id) => ["id", id]))}`;
}

function readList(query: ListFilters & { limit: number; cursor?: string | undefined }, signal: AbortSignal) {
  return data(api.GET("/api/v1/executions", { params: { query }, signal }));
}

function firstPage(): string | undefined {
  return undefined;
}
