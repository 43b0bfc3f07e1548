import { Group, Select, TagsInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useFilters } from "~/lib/filters";
import { SearchField } from "~/ui/search-field";
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
      <SearchField
        label="Search workflows"
        placeholder="Search by name or description"
        text={address.q ?? ""}
        onChange={(q) => change({ q })}
      />
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
