/** What fields of forms choose from: credentials, workflows, members and roles, by name. */

import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";
import type { Credential } from "../shapes";

const MOST = 200;
/* So many credentials that a list of them is of no use. */
const PAGES = 10;
const FRESH_MS = 30_000;

export const credentialChoicesQuery = () =>
  queryOptions({
    queryKey: ["credentials", "choices"],
    queryFn: ({ signal }) => everyCredential(signal),
    staleTime: FRESH_MS,
    retry: false,
  });

export const workflowChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: ["workflows", "choices", q],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, sort: "name", ...(q !== "" && { q }) } as const;
      return (await data(api.GET("/api/v1/workflows", { params: { query }, signal }))).items;
    },
    staleTime: FRESH_MS,
    retry: false,
  });

export const memberChoicesQuery = () =>
  queryOptions({
    queryKey: ["users", "choices"],
    queryFn: async ({ signal }) =>
      (await data(api.GET("/api/v1/users", { params: { query: { limit: MOST } }, signal }))).items,
    staleTime: FRESH_MS,
    retry: false,
  });

export const roleChoicesQuery = () =>
  queryOptions({
    queryKey: ["roles", "choices"],
    queryFn: async ({ signal }) =>
      (await data(api.GET("/api/v1/roles", { params: { query: { limit: MOST } }, signal }))).items,
    staleTime: FRESH_MS,
    retry: false,
  });

async function everyCredential(signal: AbortSignal): Promise<Credential[]> {
  const found: Credential[] = [];
  let page = await credentials(null, signal);
  for (let read = 1; read < PAGES && page.next_cursor; read += 1) {
    found.push(...page.items);
    page = await credentials(page.next_cursor, signal);
  }
  return [...found, ...page.items];
}

function credentials(cursor: string | null, signal: AbortSignal) {
  const query = { limit: MOST, ...(cursor !== null && { cursor }) };
  return data(api.GET("/api/v1/credentials", { params: { query }, signal }));
}
