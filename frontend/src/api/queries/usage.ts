/** What the tenant uses of its limits, and the tenant in numbers. */

import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";

export const usageQuery = () =>
  queryOptions({
    queryKey: ["usage"],
    queryFn: ({ signal }) => data(api.GET("/api/v1/usage", { signal })),
    staleTime: 30_000,
  });

export const figuresQuery = () =>
  queryOptions({
    queryKey: ["figures"],
    queryFn: ({ signal }) => data(api.GET("/api/v1/metrics", { signal })),
    staleTime: 30_000,
  });
