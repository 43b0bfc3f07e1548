/** Keys for programs: mine, or everybody's. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask";
import { api, data } from "../client";
import type { NewApiKey } from "../shapes";

const PAGE = 50;

export const apiKeysQuery = ({ all }: { readonly all: boolean }) =>
  infiniteQueryOptions({
    queryKey: ["api-keys", { all }],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(all && { all }), limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/api-keys", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What each permission allows, in words. */
export const permissionsQuery = () =>
  queryOptions({
    queryKey: ["permissions"],
    queryFn: ({ signal }) => data(api.GET("/api/v1/permissions", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** `scopes`: null for everything that one may do oneself. */
export type WantedKey = {
  readonly name: string;
  readonly expires_in_days: number;
  readonly scopes: readonly string[] | null;
};

/** The answer has the key itself, this once. */
export async function createApiKey(wanted: WantedKey): Promise<NewApiKey> {
  const { body } = await ask<NewApiKey>("/api/v1/api-keys", { method: "POST", body: { ...wanted } });
  return body;
}

export async function revokeApiKey(id: string): Promise<void> {
  await api.DELETE("/api/v1/api-keys/{api_key_id}", { params: { path: { api_key_id: id } } });
}

function firstPage(): string | undefined {
  return undefined;
}
