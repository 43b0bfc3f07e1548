import { Autocomplete, Button, Group, Select, TextInput } from "@mantine/core";
import type { LogName } from "~/api/queries/audit";
import { useFilters } from "~/lib/filters";
import { SearchField } from "~/ui/search-field";
import { ACTION_GROUPS } from "../actions";
import { faultOf, isFiltered, isoText, localText, NO_FILTERS, PERIODS, periodOf } from "../address";
import { TextFilter } from "./text-filter";
import { UserFilter } from "./user-filter";

export type FilterBarProps = { log: LogName };

const PERIOD_CHOICES = [...PERIODS, { value: "custom", label: "Between two times" }];
const RESULTS = [
  { value: "success", label: "Succeeded" },
  { value: "failure", label: "Refused" },
];
const ACTION_CHOICES = ACTION_GROUPS.map(({ group, items }) => ({ group, items: [...items] }));

/** Narrows the log; all of it is in the address. */
export function FilterBar({ log }: FilterBarProps) {
  const [address, change] = useFilters();
  return (
    <Group gap="sm" role="search" aria-label="Filter the log" align="flex-start">
      <SearchField
        label="Search what changed"
        placeholder="Search what changed"
        text={address.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label="Period"
        placeholder="Any time"
        data={PERIOD_CHOICES}
        clearable
        value={periodOf(address)}
        onChange={(period) => change({ period: period ?? undefined, from: undefined, to: undefined })}
        w={170}
      />
      {periodOf(address) === "custom" && <Times />}
      <ActionFilter key={address.action ?? ""} />
      <UserFilter log={log} />
      <Select
        aria-label="Result"
        placeholder="Any result"
        data={RESULTS}
        clearable
        value={address.result ?? null}
        onChange={(result) => change({ result: result ?? undefined })}
        w={140}
      />
      <TextFilter name="resource_type" label="Kind of thing" width={140} />
      <TextFilter name="resource" label="Id of the thing" width={180} />
      <TextFilter name="address" label="Address or network" width={180} />
      <TextFilter name="request" label="Request id" width={180} />
      {isFiltered(address) && (
        <Button variant="subtle" size="xs" mt={3} onClick={() => change(NO_FILTERS)}>
          Clear the filters
        </Button>
      )}
    </Group>
  );
}

function ActionFilter() {
  const [address, change] = useFilters();
  const take = (text: string) => change({ action: text.trim() || undefined });
  return (
    <Autocomplete
      aria-label="Action"
      placeholder="Any action"
      data={ACTION_CHOICES}
      defaultValue={address.action ?? ""}
      error={faultOf("action", address.action)}
      clearable
      onClear={() => change({ action: undefined })}
      onOptionSubmit={take}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") take(event.currentTarget.value);
      }}
      maxLength={100}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      w={210}
    />
  );
}

function Times() {
  const [address, change] = useFilters();
  return (
    <>
      <TextInput
        type="datetime-local"
        aria-label="From"
        value={localText(address.from)}
        onChange={(event) => change({ period: "custom", from: isoText(event.currentTarget.value) })}
      />
      <TextInput
        type="datetime-local"
        aria-label="Until"
        value={localText(address.to)}
        onChange={(event) => change({ period: "custom", to: isoText(event.currentTarget.value) })}
      />
    </>
  );
}
