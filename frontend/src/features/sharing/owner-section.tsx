import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { changeOwner } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import type { Found } from "./found";
import { OwnerPicker } from "./owner-picker";
import { useWorkflowChange } from "./use-workflow-change";

export type OwnerSectionProps = { workflow: WorkflowDetail; canShare: boolean };

/** Whose workflow it is. The owner, and who may manage all workflows, can give it away. */
export function OwnerSection({ workflow, canShare }: OwnerSectionProps) {
  const me = useQuery(meQuery()).data;
  const [isChanging, change] = useDisclosure();
  const giving = useWorkflowChange(workflow.id, (userId: string) => changeOwner(workflow.id, userId));
  const isMine = me !== undefined && workflow.owner?.id === me.id;
  const manages = me?.permissions.includes("workflows.manage") ?? false;

  function give({ id, name }: Found) {
    giving.mutate(id, {
      onSuccess: () => {
        change.close();
        notifyDone(`The workflow belongs to ${name} now.`);
      },
    });
  }

  function ask(to: Found) {
    confirm({
      title: `Give the workflow to ${to.name}?`,
      children: whatIsLost({ to: to.name, isMine, manages, before: workflow.owner?.name ?? undefined }),
      action: "Give it away",
      onConfirm: () => give(to),
    });
  }

  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm">
          <b>Owner</b> {workflow.owner?.name ?? "Nobody"}
          {isMine && " (you)"}
        </Text>
        {canShare && (isMine || manages) && !isChanging && (
          <Button size="compact-sm" variant="default" onClick={change.open}>
            Change owner
          </Button>
        )}
      </Group>
      {isChanging && (
        <OwnerPicker
          without={workflow.owner ? [workflow.owner.id] : []}
          isGiving={giving.isPending}
          onGive={ask}
          onCancel={change.close}
        />
      )}
      {giving.error && <ProblemAlert error={giving.error} title="The owner was not changed" />}
    </Stack>
  );
}

type Loss = { to: string; before: string | undefined; isMine: boolean; manages: boolean };

function whatIsLost({ to, before, isMine, manages }: Loss): string {
  if (!isMine) return before ? `${before} keeps only what roles and shares allow.` : "Nobody owns it now.";
  if (manages) return `You still reach it, as you may manage all workflows.`;
  return `You keep only what your roles and shares allow, and cannot take it back. If you need more, ${to} can share it with you.`;
}
