/** The tenant one acts in: its settings, where its workflows may go, all it has as a file, its end. */

import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask";
import { api, authorizedFetch, data, problemOf } from "../client";
import type { OutboundLists, OutboundRules, Tenant, TenantChange } from "../shapes";

/** What was read, with the revision that a change has to name. */
export type Revised<T> = { readonly body: T; readonly etag: string };

export const tenantQuery = () =>
  queryOptions({
    queryKey: ["tenant"],
    queryFn: ({ signal }) => ask<Tenant>("/api/v1/tenant", { signal }),
  });

export const outboundRulesQuery = () =>
  queryOptions({
    queryKey: ["tenant", "outbound-rules"],
    queryFn: ({ signal }) => ask<OutboundRules>("/api/v1/tenant/outbound-rules", { signal }),
  });

export function updateTenant({ name, settings }: TenantChange, etag: string): Promise<Revised<Tenant>> {
  return ask("/api/v1/tenant", { method: "PUT", body: { name, settings: { ...settings } }, etag });
}

export function updateOutboundRules(lists: OutboundLists, etag: string): Promise<Revised<OutboundRules>> {
  return ask("/api/v1/tenant/outbound-rules", { method: "PUT", body: { ...lists }, etag });
}

/** Everything the tenant has, as JSON Lines. `isWhole`: its last line is there. */
export async function exportTenant(signal: AbortSignal): Promise<{ file: Blob; isWhole: boolean }> {
  const answer = await authorizedFetch(new Request("/api/v1/tenant/export", { signal }));
  if (!answer.ok) throw await problemOf(answer);
  const file = await answer.blob();
  const end = await file.slice(-LONGEST_END).text();
  const last = end.trimEnd().split("\n").at(-1) ?? "";
  return { file, isWhole: last.startsWith('{"kind":"end"') };
}

/** `confirm`: its short name. At once nobody can act in it any more. */
export function deleteTenant(confirm: string): Promise<Tenant> {
  return data(api.DELETE("/api/v1/tenant", { body: { confirm } }));
}

const LONGEST_END = 4_096;
