import { Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { CredentialKind } from "~/api/shapes";
import { useFilters } from "~/lib/filters";

export type FilterBarProps = { kinds: readonly CredentialKind[] };

/** Narrows the list; all of it is in the address. */
export function FilterBar({ kinds }: FilterBarProps) {
  const [address, change] = useFilters();
  const [typed, setTyped] = useState(address.q ?? "");
  const send = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
  return (
    <Group gap="sm" role="search" aria-label="Filter credentials">
      <TextInput
        type="search"
        aria-label="Search credentials"
        placeholder="Name or host"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          send(event.currentTarget.value);
        }}
        w={260}
      />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        data={kinds.map(({ name, label }) => ({ value: name, label }))}
        clearable
        value={address.kind ?? null}
        onChange={(kind) => change({ kind: kind ?? undefined })}
        w={240}
      />
    </Group>
  );
}
