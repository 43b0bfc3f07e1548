import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { allRolesQuery } from "~/api/queries/roles";
import { useFilters } from "~/lib/filters";
import { SearchField } from "~/ui/search-field";
import { wantedMembers } from "../address";

const STATUSES = [
  { value: "active", label: "Active" },
  { value: "disabled", label: "Disabled" },
];
const ORDERS = [
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
  { value: "email", label: "E-mail, A to Z" },
  { value: "-email", label: "E-mail, Z to A" },
  { value: "-joined_at", label: "Newest first" },
  { value: "joined_at", label: "Oldest first" },
];

/** Narrows and orders the members; all of it is in the address. */
export function MemberFilterBar() {
  const [address, change] = useFilters();
  const roles = useQuery(allRolesQuery()).data ?? [];
  const named = [...new Set([...roles.map(({ name }) => name), ...(address.role ? [address.role] : [])])];
  return (
    <Group gap="sm" role="search" aria-label="Filter members">
      <SearchField
        label="Search members"
        placeholder="Search by name or e-mail"
        text={address.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label="Role"
        placeholder="Any role"
        data={named}
        clearable
        searchable
        value={address.role ?? null}
        onChange={(role) => change({ role: role ?? undefined })}
        w={170}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={STATUSES}
        clearable
        value={address.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
        w={150}
      />
      <Select
        aria-label="Order"
        data={ORDERS}
        allowDeselect={false}
        value={wantedMembers(address).sort ?? "name"}
        onChange={(sort) => change({ sort: sort === "name" ? undefined : (sort ?? undefined) })}
        w={170}
      />
    </Group>
  );
}
