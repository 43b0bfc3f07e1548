import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { foundMembersQuery, type Grantee, rolesQuery } from "~/api/queries/shares";
import { type Found, grouped } from "./found";

export type GranteeSelectProps = {
  label: string;
  kinds: readonly Grantee["kind"][];
  /** Ids that are not offered. */
  without?: readonly string[];
  onPick: (found: Found) => void;
};

/** Finds a member or a role by name or address. */
export function GranteeSelect({ label, kinds, without = [], onPick }: GranteeSelectProps) {
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 200);
  const members = useQuery({ ...foundMembersQuery(words), enabled: kinds.includes("user") });
  const roles = useQuery({ ...rolesQuery(), enabled: kinds.includes("role") });
  const found = grouped({ members: members.data, roles: roles.data, words, without });
  const options = found.map(({ group, items }) => ({
    group,
    items: items.map((item) => ({ value: `${item.kind} ${item.id}`, label: item.text })),
  }));

  function pick(value: string | null) {
    const item = found.flatMap((each) => each.items).find((each) => `${each.kind} ${each.id}` === value);
    if (!item) return;
    onPick(item);
    setTyped("");
  }

  return (
    <Select
      label={label}
      placeholder="Name or address"
      searchable
      data={options}
      filter={({ options: all }) => all}
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      onChange={pick}
      nothingFoundMessage={
        members.isError || roles.isError ? "You may not see the members" : "Nobody else found"
      }
      flex={1}
    />
  );
}
