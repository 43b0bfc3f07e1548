import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { changeOwner } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { GranteeSelect } from "./grantee-select";
import { useWorkflowChange } from "./use-workflow-change";

export type OwnerSectionProps = { workflow: WorkflowDetail; canShare: boolean };

/** Whose workflow it is. The owner, and who may manage all workflows, can give it away. */
export function OwnerSection({ workflow, canShare }: OwnerSectionProps) {
  const me = useQuery(meQuery()).data;
  const [isChanging, change] = useDisclosure();
  const giving = useWorkflowChange(workflow.id, (userId: string) => changeOwner(workflow.id, userId));
  const isMine = me !== undefined && workflow.owner?.id === me.id;
  const canGive = canShare && (isMine || (me?.permissions.includes("workflows.manage") ?? false));
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm">
          <b>Owner</b> {workflow.owner?.name ?? "Nobody"}
          {isMine && " (you)"}
        </Text>
        {canGive && !isChanging && (
          <Button size="compact-sm" variant="default" onClick={change.open}>
            Change owner
          </Button>
        )}
      </Group>
      {isChanging && (
        <Group align="flex-end">
          <GranteeSelect
            label="New owner"
            kinds={["user"]}
            without={workflow.owner ? [workflow.owner.id] : []}
            onPick={({ id, name }) =>
              giving.mutate(id, {
                onSuccess: () => {
                  change.close();
                  notifyDone(`The workflow belongs to ${name} now.`);
                },
              })
            }
          />
          <Button variant="default" onClick={change.close}>
            Cancel
          </Button>
        </Group>
      )}
      {isChanging && isMine && (
        <Text size="xs" c="dimmed">
          You keep what your roles and shares allow. To keep more, share it with yourself first.
        </Text>
      )}
      {giving.error && <ProblemAlert error={giving.error} title="The owner was not changed" />}
    </Stack>
  );
}
