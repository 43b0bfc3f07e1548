import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { workflowChoicesQuery } from "~/api/queries/choices";
import { workflowQuery } from "~/api/queries/workflow";
import { useFilters } from "~/lib/filters";

/** Chooses the workflow whose executions are shown; found by its name. */
export function WorkflowFilter() {
  const [address, change] = useFilters();
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed, 250);
  const chosen = address.workflow;
  const found = useQuery(workflowChoicesQuery(words.trim())).data ?? [];
  const isMissing = chosen !== undefined && found.every(({ id }) => id !== chosen);
  const other = useQuery({ ...workflowQuery(chosen ?? ""), enabled: isMissing, retry: false });
  const choices = found.map(({ id, name }) => ({ value: id, label: name }));
  if (isMissing) choices.push({ value: chosen, label: other.data?.name ?? "A workflow" });
  return (
    <Select
      aria-label="Workflow"
      placeholder="Any workflow"
      nothingFoundMessage="No workflow of this name"
      searchable
      clearable
      data={choices}
      value={chosen ?? null}
      onChange={(workflow) => change({ workflow: workflow ?? undefined })}
      onSearchChange={(text) => setTyped(choices.some(({ label }) => label === text) ? "" : text)}
      filter={({ options }) => options}
      w={220}
    />
  );
}
