import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Level } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { GranteeSelect } from "./grantee-select";
import { LevelSelect } from "./level-select";
import { ShareProblem } from "./share-problem";
import { useShare } from "./use-share";

export type AddShareProps = { workflow: WorkflowDetail };

/** Shares the workflow with one more member or role. */
export function AddShare({ workflow }: AddShareProps) {
  const [level, setLevel] = useState<Level>("read");
  const sharing = useShare(workflow.id);
  return (
    <Stack gap="xs">
      <Group align="flex-end" wrap="nowrap">
        <GranteeSelect
          label="Share with"
          kinds={["user", "role"]}
          without={workflow.owner ? [workflow.owner.id] : []}
          onPick={({ kind, id, name }) =>
            sharing.mutate(
              { grantee: { kind, id }, level },
              { onSuccess: () => notifyDone(`Shared with ${name}.`) },
            )
          }
        />
        <LevelSelect label="Level" level={level} permissions={workflow.permissions} onChange={setLevel} />
      </Group>
      {sharing.error && <ShareProblem error={sharing.error} />}
    </Stack>
  );
}
