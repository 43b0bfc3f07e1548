import { Button, Group, Select, Switch, TextInput } from "@mantine/core";
import { TRIGGERS, WAITS } from "~/api/queries/execution-lists";
import { useFilters } from "~/lib/filters";
import { isFiltered, isoText, localText, NO_FILTERS, PERIODS, periodOf } from "../address";
import { TRIGGER_WORDS, WAIT_WORDS } from "../words";
import { WorkflowFilter } from "./workflow-filter";

const TRIGGER_CHOICES = TRIGGERS.map((value) => ({ value, label: TRIGGER_WORDS[value] }));
const WAIT_CHOICES = WAITS.map((value) => ({ value, label: WAIT_WORDS[value] }));
const PERIOD_CHOICES = [...PERIODS, { value: "custom", label: "Between two times" }];

/** Narrows the list; all of it is in the address. */
export function FilterBar() {
  const [address, change] = useFilters();
  return (
    <Group gap="sm" role="search" aria-label="Filter executions" align="center">
      <WorkflowFilter />
      <Select
        aria-label="Trigger"
        placeholder="Any trigger"
        data={TRIGGER_CHOICES}
        clearable
        value={address.trigger ?? null}
        onChange={(trigger) => change({ trigger: trigger ?? undefined })}
        w={170}
      />
      <Select
        aria-label="Waiting for"
        placeholder="Waiting for anything"
        data={WAIT_CHOICES}
        clearable
        value={address.waiting_for ?? null}
        onChange={(wait) => change({ waiting_for: wait ?? undefined })}
        w={200}
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
      <Switch
        label="Given up only"
        checked={address.dead === "yes"}
        onChange={(event) => change({ dead: event.currentTarget.checked ? "yes" : undefined })}
      />
      {isFiltered(address) && (
        <Button variant="subtle" size="xs" onClick={() => change(NO_FILTERS)}>
          Clear the filters
        </Button>
      )}
    </Group>
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
