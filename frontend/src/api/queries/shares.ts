/** Who may do what with one workflow, and changing that. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask";
import { api, data } from "../client";
import type { Share, WorkflowItem } from "../shapes";
import { workflowKey } from "./workflow";

export const LEVELS = ["read", "execute", "write", "admin"] as const;
export type Level = (typeof LEVELS)[number];
/** Whom a workflow is shared with: a member or a role. */
export type Grantee = { readonly kind: "user" | "role"; readonly id: string };

const PAGE = 50;
const FOUND = 20;

export const sharesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...workflowKey(id), "shares"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { workflow_id: id }, query: { limit: PAGE, cursor: pageParam } };
      return data(api.GET("/api/v1/workflows/{workflow_id}/shares", { params, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    retry: false,
  });

/** Active members whose name or address has this text. */
export const foundMembersQuery = (q: string) =>
  queryOptions({
    queryKey: ["users", "found", q],
    queryFn: async ({ signal }) => {
      const query = { limit: FOUND, status: "active", sort: "name", ...(q !== "" && { q }) } as const;
      return (await data(api.GET("/api/v1/users", { params: { query }, signal }))).items;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });

/** All roles of the tenant with what they allow. */
export const rolesQuery = () =>
  queryOptions({
    queryKey: ["roles", "all"],
    queryFn: async ({ signal }) =>
      (await data(api.GET("/api/v1/roles", { params: { query: { limit: 200 } }, signal }))).items,
    staleTime: 30_000,
    retry: false,
  });

/** Shares, or changes the level. */
export async function share(id: string, grantee: Grantee, level: Level): Promise<Share> {
  return (await ask<Share>(placeOf(id, grantee), { method: "PUT", body: { level } })).body;
}

export async function unshare(id: string, grantee: Grantee): Promise<void> {
  await ask<null>(placeOf(id, grantee), { method: "DELETE" });
}

export function changeVisibility(id: string, visibility: WorkflowItem["visibility"], etag = "*") {
  return ask<WorkflowItem>(at(id), { method: "PUT", body: { visibility }, etag });
}

export function changeOwner(id: string, userId: string) {
  return ask<WorkflowItem>(`${at(id)}/owner`, { method: "PUT", body: { user_id: userId } });
}

function placeOf(id: string, grantee: Grantee): string {
  return `${at(id)}/shares/${grantee.kind}s/${encodeURIComponent(grantee.id)}`;
}

function at(id: string): string {
  return `/api/v1/workflows/${encodeURIComponent(id)}`;
}

function firstPage(): string | undefined {
  return undefined;
}
