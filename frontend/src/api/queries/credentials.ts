/** Credentials: named access to services. Their secrets go to the server, and never come back. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Json, JsonObject } from "~/document/types";
import { ask } from "../ask";
import { api, data } from "../client";
import type { Credential, CredentialKind, TestedCredential } from "../shapes";

/** What is left out stays as it is; null takes a field away. */
export type CredentialChange = {
  readonly name?: string;
  readonly fields?: JsonObject;
  readonly hosts?: string[];
  readonly workflow_ids?: string[];
  readonly is_for_all_workflows?: boolean;
};
export type NewCredential = CredentialChange & {
  readonly name: string;
  readonly kind: string;
  readonly fields: JsonObject;
};

const PAGE = 200;

export const credentialsKey = ["credentials"] as const;

/** All of a tenant: a thousand at most, in pages of the server's own size. */
export const credentialsQuery = () =>
  queryOptions({
    queryKey: [...credentialsKey, "list"],
    queryFn: async ({ signal }) => {
      const found: Credential[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: PAGE, cursor };
        const page = await data(api.GET("/api/v1/credentials", { params: { query }, signal }));
        found.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
  });

/** With the revision that a change has to name. Always read anew: what is edited must be what is there. */
export const credentialQuery = (id: string) =>
  queryOptions({
    queryKey: [...credentialsKey, id],
    queryFn: ({ signal }) => ask<Credential>(`/api/v1/credentials/${id}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const credentialKindsQuery = () =>
  queryOptions({
    queryKey: ["credential-kinds"],
    queryFn: async ({ signal }): Promise<readonly CredentialKind[]> =>
      (await data(api.GET("/api/v1/credential-kinds", { signal }))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The workflows that name it, of those that one may see. */
export const credentialUsesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...credentialsKey, id, "uses"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { credential_id: id }, query: { limit: 50, cursor: pageParam } };
      return data(api.GET("/api/v1/credentials/{credential_id}/uses", { params, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export async function createCredential(made: NewCredential): Promise<Credential> {
  return (await ask<Credential>("/api/v1/credentials", { method: "POST", body: jsonOf(made) })).body;
}

export async function changeCredential(
  id: string,
  etag: string,
  changed: CredentialChange,
): Promise<Credential> {
  const asked = { method: "PUT", body: jsonOf(changed), etag } as const;
  return (await ask<Credential>(`/api/v1/credentials/${id}`, asked)).body;
}

export async function deleteCredential(id: string): Promise<void> {
  await api.DELETE("/api/v1/credentials/{credential_id}", { params: { path: { credential_id: id } } });
}

/** One request to the address, or to its own when there is none given. */
export function testCredential(id: string, url: string | undefined): Promise<TestedCredential> {
  const params = { path: { credential_id: id } };
  return data(api.POST("/api/v1/credentials/{credential_id}/test", { params, body: url ? { url } : {} }));
}

/** Where a person consents. The answer sets a cookie, so that only this browser can come back. */
export function beginConsent(id: string) {
  const params = { path: { credential_id: id } };
  return data(api.POST("/api/v1/credentials/{credential_id}/authorize", { params }));
}

function jsonOf(change: CredentialChange): Json {
  return { ...change };
}

function firstPage(): string | undefined {
  return undefined;
}
