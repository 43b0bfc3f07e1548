/** What people are asked to decide. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Json } from "~/document/types";
import { ask } from "../ask";
import { api, data } from "../client";
import type { Approval } from "../shapes";

export type DecisionBody = {
  readonly decision: "approve" | "reject";
  readonly values: Readonly<Record<string, Json>>;
  readonly comment?: string;
};

const PAGE = 50;
const LIVE_MS = 5_000;

export const approvalsKey = ["approvals"] as const;

/** Newest first; looked at again every five seconds while somebody sees them. */
export const approvalsQuery = (status: "open" | "decided") =>
  infiniteQueryOptions({
    queryKey: [...approvalsKey, "list", status],
    queryFn: ({ pageParam, signal }) => {
      const query = { status, limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/approvals", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: [...approvalsKey, id],
    queryFn: ({ signal }) =>
      data(api.GET("/api/v1/approvals/{approval_id}", { params: { path: { approval_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === "open" ? LIVE_MS : false),
  });

/** The open approvals of one execution, among the newest. */
export const approvalsOfQuery = (executionId: string) =>
  queryOptions({
    queryKey: [...approvalsKey, "of", executionId],
    queryFn: async ({ signal }) => {
      const query = { status: "open", limit: 200 } as const;
      const { items } = await data(api.GET("/api/v1/approvals", { params: { query }, signal }));
      return items.filter((each) => each.execution_id === executionId);
    },
    refetchInterval: LIVE_MS,
  });

export async function decideApproval(id: string, decision: DecisionBody): Promise<Approval> {
  const { values, ...rest } = decision;
  const body = { ...rest, values: { ...values } };
  return (await ask<Approval>(`/api/v1/approvals/${id}/decide`, { method: "POST", body })).body;
}

function firstPage(): string | undefined {
  return undefined;
}
