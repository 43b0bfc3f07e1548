import { ActionIcon, Group, Menu, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconCopy,
  IconDotsVertical,
  IconFileDownload,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { WorkflowItem } from "~/api/shapes";
import { RunDialog } from "../run-dialog";
import { TrashActions } from "./trash-actions";
import { useRowActions } from "./use-row-actions";

export type RowMenuProps = { item: WorkflowItem };

/** What can be done with one workflow of the list, as far as one may. */
export function RowMenu({ item }: RowMenuProps) {
  const [isRunOpen, run] = useDisclosure();
  const actions = useRowActions(item);
  const navigate = useNavigate();
  if (item.deleted_at !== null) return <TrashActions item={item} />;
  const may = (permission: WorkflowItem["permissions"][number]) => item.permissions.includes(permission);
  const open = (panel?: string) =>
    void navigate({
      to: "/workflows/$workflowId",
      params: { workflowId: item.id },
      search: panel ? { panel } : {},
    });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {may("workflows.execute") && (
        <Tooltip label="Run">
          <ActionIcon aria-label={`Run ${item.name}`} onClick={run.open}>
            <IconPlayerPlay size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={`More about ${item.name}`}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open()}>
            Open
          </Menu.Item>
          {actions.canCreate && (
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={actions.duplicate}>
              Duplicate
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconFileDownload size={16} />} onClick={() => actions.download("json")}>
            Export as JSON
          </Menu.Item>
          <Menu.Item leftSection={<IconFileDownload size={16} />} onClick={() => actions.download("yaml")}>
            Export as YAML
          </Menu.Item>
          {may("workflows.share") && (
            <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => open("sharing")}>
              Share
            </Menu.Item>
          )}
          {may("workflows.delete") && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={actions.trash}>
                Move to trash
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isRunOpen && <RunDialog item={item} onClose={run.close} />}
    </Group>
  );
}
