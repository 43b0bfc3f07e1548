/** What the page of the platform shows as its address says it. Pure. */

import { TENANT_STATUSES, type TenantFilters } from "~/api/queries/platform";
import type { Filters } from "~/lib/filters";

export const TABS = [
  { value: "tenants", label: "Tenants" },
  { value: "log", label: "Platform log" },
  { value: "passwords", label: "Links for passwords" },
] as const;

export type Tab = (typeof TABS)[number]["value"];

export const NO_FILTERS: Filters = { q: undefined, status: undefined, plan: undefined };

export function tabOf({ tab }: Filters): Tab {
  return TABS.find(({ value }) => value === tab)?.value ?? "tenants";
}

export function wantedTenants({ q, status, plan }: Filters): TenantFilters {
  const wantedStatus = TENANT_STATUSES.find((each) => each === status);
  return { ...(q && { q }), ...(wantedStatus && { status: wantedStatus }), ...(plan && { plan }) };
}

export function isFiltered({ q, status, plan }: Filters): boolean {
  return [q, status, plan].some(Boolean);
}
