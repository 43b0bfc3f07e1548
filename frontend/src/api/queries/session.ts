import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";

/** How one can sign in here. */
export const signInOptionsQuery = () =>
  queryOptions({
    queryKey: ["sign-in-options"],
    queryFn: () => data(api.GET("/api/v1/auth/options")),
    staleTime: 60_000,
  });

/** Who I am, in which tenant, and what I may do there. */
export const meQuery = () =>
  queryOptions({ queryKey: ["me"], queryFn: () => data(api.GET("/api/v1/me")), staleTime: 60_000 });
