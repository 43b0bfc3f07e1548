import { Group, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import type { PermissionEntry, Role } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { SearchField } from "~/ui/search-field";
import { changesOf, type Edits, NO_EDITS, toggled, without } from "./edits";
import { groupsOf } from "./groups";
import { MatrixTable } from "./matrix-table";
import { UnsavedBar } from "./unsaved-bar";
import { useRolesGuard } from "./use-roles-guard";

export type RoleMatrixProps = {
  roles: readonly Role[];
  permissions: readonly PermissionEntry[];
  mine: readonly string[];
};

const KINDS = [
  { value: "all", label: "All roles" },
  { value: "built-in", label: "Built in" },
  { value: "own", label: "Your own" },
];

/** Permissions as rows, roles as columns. What is ticked is kept until it is saved. */
export function RoleMatrix({ roles, permissions, mine }: RoleMatrixProps) {
  const [address, change] = useFilters();
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  const changes = changesOf(roles, edits);
  useRolesGuard(changes.length > 0);
  const groups = groupsOf(permissions, address.q ?? "");
  return (
    <>
      <Group gap="sm" role="search" aria-label="Filter the matrix">
        <SearchField label="Search permissions" text={address.q ?? ""} onChange={(q) => change({ q })} />
        <SegmentedControl
          aria-label="Which roles"
          data={KINDS}
          value={kindOf(address.kind)}
          onChange={(kind) => change({ kind: kind === "all" ? undefined : kind })}
        />
      </Group>
      <MatrixTable
        roles={shown(roles, address.kind)}
        allRoles={roles}
        groups={groups}
        mine={mine}
        edits={edits}
        onToggle={(role, permission) => setEdits((before) => toggled(before, role, permission))}
      />
      <Text size="sm" c="dimmed" role="status">
        {groups.length === 0 ? "No permission fits." : ""}
      </Text>
      <UnsavedBar
        changes={changes}
        onDiscard={() => setEdits(NO_EDITS)}
        onSaved={(id) => setEdits((before) => without(before, [id]))}
      />
    </>
  );
}

function kindOf(kind: string | undefined): string {
  return KINDS.find(({ value }) => value === kind)?.value ?? "all";
}

function shown(roles: readonly Role[], kind: string | undefined): readonly Role[] {
  const wanted = kindOf(kind);
  const fitting = roles.filter(
    ({ is_built_in }) => wanted === "all" || is_built_in === (wanted === "built-in"),
  );
  return fitting.toSorted((one, other) => order(one) - order(other) || one.name.localeCompare(other.name));
}

/** Built-in roles first, who may most before who may less. */
function order({ is_built_in, permissions }: Role): number {
  return is_built_in ? -permissions.length : 0;
}
