/** What the owner of the platform does: tenants, their plans and limits, links for passwords. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";
import type { Metric, NewTenant, OpenedTenant, PasswordReset, Tenant, Usage } from "../shapes";

export const TENANT_STATUSES = ["active", "suspended", "deleting"] as const;

export type TenantFilters = {
  readonly q?: string;
  readonly status?: Tenant["status"];
  readonly plan?: string;
};
/** Limits of a tenant's own; null lifts a limit. What is not named has the plan's. */
export type Quotas = Readonly<Partial<Record<Metric, number | null>>>;

const PAGE = 50;

export const tenantsKey = ["platform", "tenants"] as const;

export const tenantsQuery = (filters: TenantFilters) =>
  infiniteQueryOptions({
    queryKey: [...tenantsKey, "list", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/tenants", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const anyTenantQuery = (id: string) =>
  queryOptions({
    queryKey: [...tenantsKey, id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/tenants/{tenant_id}", { ...at(id), signal })),
  });

export const tenantUsageQuery = (id: string) =>
  queryOptions({
    queryKey: [...tenantsKey, id, "usage"],
    queryFn: ({ signal }) => data(api.GET("/api/v1/tenants/{tenant_id}/usage", { ...at(id), signal })),
  });

export const plansQuery = () =>
  queryOptions({
    queryKey: ["platform", "plans"],
    queryFn: async ({ signal }) => (await data(api.GET("/api/v1/plans", { signal }))).items,
    staleTime: 60_000,
  });

/** The answer has a link for the owner, this once, unless they have an account already. */
export function openTenant(wanted: NewTenant): Promise<OpenedTenant> {
  return data(api.POST("/api/v1/tenants", { body: wanted }));
}

/** Nobody can act in it; nothing is lost. */
export function suspendTenant(id: string): Promise<Tenant> {
  return data(api.POST("/api/v1/tenants/{tenant_id}/suspend", at(id)));
}

/** Also takes back a deletion of less than a day ago. */
export function resumeTenant(id: string): Promise<Tenant> {
  return data(api.POST("/api/v1/tenants/{tenant_id}/resume", at(id)));
}

/** `confirm`: its short name. */
export function deleteAnyTenant(id: string, confirm: string): Promise<Tenant> {
  return data(api.DELETE("/api/v1/tenants/{tenant_id}", { ...at(id), body: { confirm } }));
}

export function setPlan(id: string, plan: string): Promise<Tenant> {
  return data(api.PUT("/api/v1/tenants/{tenant_id}/plan", { ...at(id), body: { plan } }));
}

export function setQuotas(id: string, quotas: Quotas): Promise<Usage> {
  return data(api.PUT("/api/v1/tenants/{tenant_id}/quotas", { ...at(id), body: { quotas: { ...quotas } } }));
}

export function makeAnyResetLink(userId: string): Promise<PasswordReset> {
  const params = { path: { user_id: userId } };
  return data(api.POST("/api/v1/platform/users/{user_id}/password-reset", { params }));
}

function at(id: string) {
  return { params: { path: { tenant_id: id } } };
}

function firstPage(): string | undefined {
  return undefined;
}
