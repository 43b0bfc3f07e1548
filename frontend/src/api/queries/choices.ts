/** What fields of forms choose from: credentials, workflows, members and roles, by name. */

import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";

const MOST = 200;
const FRESH_MS = 30_000;

export const credentialChoicesQuery = () =>
  queryOptions({
    queryKey: ["credentials", "choices"],
    queryFn: async ({ signal }) =>
      (await data(api.GET("/api/v1/credentials", { params: { query: { limit: MOST } }, signal }))).items,
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
