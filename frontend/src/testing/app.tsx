/** The whole application at an address, with the shell and every screen. */

import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { session } from "~/api/session";
import type { SignedIn } from "~/api/shapes";
import { Providers } from "~/app/providers";
import { makeRouter } from "~/app/router";

export const EVERYTHING = [
  "workflows.read",
  "executions.read",
  "credentials.read",
  "users.read",
  "audit.read",
  "usage.read",
  "api_keys.read",
  "api_keys.create",
  "tenant.read",
];

export function aSignIn(changed: Partial<SignedIn> = {}): SignedIn {
  return {
    access_token: "token-1",
    token_type: "Bearer",
    expires_in_s: 900,
    user: { id: "user-1", email: "ada@example.com", name: "Ada" },
    tenant: { id: "tenant-1", slug: "acme", name: "Acme", roles: ["owner"], permissions: EVERYTHING },
    ...changed,
  };
}

/** Nobody is signed in when it begins: the fake server says what the cookie is worth. */
export function renderApp(at: string) {
  session.setState({ state: "unknown" }, true);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = makeRouter(queryClient, createMemoryHistory({ initialEntries: [at] }));
  const result = render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { ...result, router, queryClient, address: () => router.state.location.href };
}
