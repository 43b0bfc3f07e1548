import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import { IconRestore, IconTrashX } from "@tabler/icons-react";
import type { WorkflowItem } from "~/api/shapes";
import { useRowActions } from "./use-row-actions";

export type TrashActionsProps = { item: WorkflowItem };

/** What can be done with a workflow in the trash. */
export function TrashActions({ item }: TrashActionsProps) {
  const { restore, purge } = useRowActions(item);
  if (!item.permissions.includes("workflows.delete")) return null;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRestore size={16} />}
        aria-label={`Restore ${item.name}`}
        onClick={restore}
      >
        Restore
      </Button>
      <Tooltip label="Delete for good">
        <ActionIcon color="red" aria-label={`Delete ${item.name} for good`} onClick={purge}>
          <IconTrashX size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
