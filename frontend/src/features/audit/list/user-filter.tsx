import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LogName } from "~/api/queries/audit";
import { foundMembersQuery } from "~/api/queries/shares";
import { useFilters } from "~/lib/filters";
import { useUserNames } from "../use-user-names";
import { TextFilter } from "./text-filter";

export type UserFilterProps = { log: LogName };

/** Who acted: a member by name; in the platform's log a user by id. */
export function UserFilter({ log }: UserFilterProps) {
  return log === "platform" ? (
    <TextFilter name="user" label="Id of the user" width={180} />
  ) : (
    <MemberSelect />
  );
}

function MemberSelect() {
  const [address, change] = useFilters();
  const nameOf = useUserNames("tenant");
  const [words, setWords] = useState("");
  const [settled] = useDebouncedValue(words, 250);
  const chosen = address.user;
  const query = chosen !== undefined && settled === nameOf(chosen) ? "" : settled;
  const found = useQuery(foundMembersQuery(query)).data ?? [];
  const choices = found.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  const isThere = chosen === undefined || choices.some(({ value }) => value === chosen);
  return (
    <Select
      aria-label="User"
      placeholder="Anybody"
      data={isThere ? choices : [{ value: chosen, label: nameOf(chosen) }, ...choices]}
      searchable
      clearable
      filter={({ options }) => options}
      onSearchChange={setWords}
      nothingFoundMessage="Nobody fits"
      value={chosen ?? null}
      onChange={(user) => change({ user: user ?? undefined })}
      w={200}
    />
  );
}
