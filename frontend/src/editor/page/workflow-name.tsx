import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeWorkflow, workflowQuery } from "~/api/queries/workflow";
import { notifyProblem } from "~/ui/notify";
import { useSession } from "./session-context";
import classes from "./top-bar.module.css";

/** The name of the workflow; who may change it can type over it. */
export function WorkflowName() {
  const { workflowId, saver } = useSession();
  const name = useQuery(workflowQuery(workflowId)).data?.name ?? "";
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);

  async function rename(to: string) {
    setTyped(null);
    if (saver === null || to === "" || to === name) return;
    try {
      const changed = await saver.change((etag) => changeWorkflow(workflowId, { name: to }, etag));
      queryClient.setQueryData(workflowQuery(workflowId).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: ["workflows"] });
    } catch (error) {
      notifyProblem("The workflow could not be renamed", error);
    }
  }

  if (saver === null)
    return (
      <Text component="h1" fw={600} truncate dir="auto" className={classes.name}>
        {name}
      </Text>
    );
  if (typed === null) {
    return (
      <h1 className={classes.heading}>
        <UnstyledButton
          className={classes.name}
          dir="auto"
          title={name}
          onClick={() => setTyped(name)}
          aria-label={`Rename ${name}`}
        >
          {name}
        </UnstyledButton>
      </h1>
    );
  }
  return (
    <TextInput
      aria-label="Name of the workflow"
      size="xs"
      w={260}
      attributes={{ input: { dir: "auto" } }}
      maxLength={200}
      data-autofocus
      ref={(input) => input?.focus()}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void rename(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
