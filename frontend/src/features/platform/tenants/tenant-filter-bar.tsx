import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { plansQuery } from "~/api/queries/platform";
import { useFilters } from "~/lib/filters";
import { SearchField } from "~/ui/search-field";
import { STATUS_WORDS } from "./words";

const STATUSES = Object.entries(STATUS_WORDS).map(([value, { label }]) => ({ value, label }));

/** Narrows the tenants; all of it is in the address. */
export function TenantFilterBar() {
  const [address, change] = useFilters();
  const plans = useQuery(plansQuery()).data ?? [];
  return (
    <Group gap="sm" role="search" aria-label="Filter tenants">
      <SearchField
        label="Search tenants"
        placeholder="Search by name or short name"
        text={address.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={STATUSES}
        clearable
        value={address.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
        w={170}
      />
      <Select
        aria-label="Plan"
        placeholder="Any plan"
        data={plans.map(({ name }) => name)}
        clearable
        value={address.plan ?? null}
        onChange={(plan) => change({ plan: plan ?? undefined })}
        w={150}
      />
    </Group>
  );
}
