import { MultiSelect, Stack, Switch } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { workflowChoicesQuery } from "~/api/queries/choices";
import { workflowQuery } from "~/api/queries/workflow";

export type WorkflowsFieldProps = {
  workflows: readonly string[];
  isForAll: boolean;
  /** Only those with `credentials.manage` may hand one to every workflow. */
  mayBeForAll: boolean;
  error: string | undefined;
  onChange: (changed: { workflows?: readonly string[]; isForAll?: boolean }) => void;
};

/** Names of so many are asked for one by one; others are shown by their id. */
const MOST_NAMES = 30;

/** Which workflows may use a credential. */
export function WorkflowsField({ workflows, isForAll, mayBeForAll, error, onChange }: WorkflowsFieldProps) {
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed, 250);
  const choices = useWorkflowChoices(workflows, words.trim());
  return (
    <Stack gap="xs">
      {!isForAll && (
        <MultiSelect
          label="Workflows"
          description="Only these may use it. To add one you have to be allowed to change it."
          placeholder={workflows.length === 0 ? "Search by name" : ""}
          nothingFoundMessage="No workflow of this name"
          searchable
          clearable
          error={error}
          data={choices}
          value={[...workflows]}
          onChange={(chosen) => onChange({ workflows: chosen })}
          searchValue={typed}
          onSearchChange={setTyped}
          filter={({ options }) => options}
        />
      )}
      {(mayBeForAll || isForAll) && (
        <Switch
          label="Every workflow may use it"
          disabled={!mayBeForAll}
          checked={isForAll}
          onChange={(event) => onChange({ isForAll: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}

function useWorkflowChoices(chosen: readonly string[], words: string) {
  const found = useQuery(workflowChoicesQuery(words)).data ?? [];
  const missing = chosen.filter((id) => found.every((each) => each.id !== id));
  const others = useQueries({
    queries: missing.slice(0, MOST_NAMES).map((id) => ({ ...workflowQuery(id), retry: false })),
  });
  const named = missing.map((id, at) => ({
    value: id,
    label: others[at]?.data?.name ?? `A workflow (${id.slice(0, 8)})`,
  }));
  return [...found.map(({ id, name }) => ({ value: id, label: name })), ...named];
}
