import { CloseButton, Group, Select, TagsInput, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFilters } from "~/lib/filters";
import { sortOf, tagsOf, tagsText } from "../address";
import { knownTags } from "./known-tags";

const OWNERS = [
  { value: "me", label: "Mine" },
  { value: "shared", label: "Shared with me" },
];
const VISIBILITIES = [
  { value: "tenant", label: "Everybody's" },
  { value: "private", label: "Private" },
];
const ORDERS = [
  { value: "-updated_at", label: "Last changed first" },
  { value: "updated_at", label: "Last changed last" },
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
  { value: "-created_at", label: "Newest first" },
  { value: "created_at", label: "Oldest first" },
];

/** Narrows and orders the list; all of it is in the address. */
export function FilterBar() {
  const [address, change] = useFilters();
  const cache = useQueryClient();
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Filter workflows">
      <SearchField key={address.q ?? ""} text={address.q ?? ""} onChange={(q) => change({ q })} />
      <TagsInput
        aria-label="Tags"
        placeholder={tagsOf(address).length > 0 ? "" : "Tags"}
        data={knownTags(cache)}
        value={[...tagsOf(address)]}
        onChange={(tags) => change({ tag: tagsText(tags) })}
        miw={160}
        maw={320}
      />
      <Select
        aria-label="Owner"
        placeholder="Any owner"
        data={OWNERS}
        clearable
        value={address.owner ?? null}
        onChange={(owner) => change({ owner: owner ?? undefined })}
        w={160}
      />
      <Select
        aria-label="Visibility"
        placeholder="Any visibility"
        data={VISIBILITIES}
        clearable
        value={address.visibility ?? null}
        onChange={(visibility) => change({ visibility: visibility ?? undefined })}
        w={150}
      />
      <Select
        aria-label="Order"
        data={ORDERS}
        allowDeselect={false}
        value={sortOf(address)}
        onChange={(sort) => change({ sort: sort === "-updated_at" ? undefined : (sort ?? undefined) })}
        w={180}
      />
    </Group>
  );
}

type SearchFieldProps = { text: string; onChange: (text: string | undefined) => void };

function SearchField({ text, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const send = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), 250);

  function type(next: string) {
    setTyped(next);
    send(next);
  }

  return (
    <TextInput
      type="search"
      aria-label="Search workflows"
      placeholder="Search by name or description"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type("")} />}
      maxLength={200}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      miw={220}
      flex={1}
    />
  );
}
