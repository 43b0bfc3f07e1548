import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDotsVertical,
  IconFileText,
  IconPlayerStop,
  IconRefresh,
  IconSitemap,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ExecutionItem } from "~/api/shapes";
import { useExecutionActions } from "../use-execution-actions";
import { canRetry, isLive, nameOf } from "../words";

export type RowMenuProps = { item: ExecutionItem };

/** What can be done with one execution of the list. */
export function RowMenu({ item }: RowMenuProps) {
  const { stop, retry, isBusy } = useExecutionActions(item);
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon aria-label={`More about this execution of ${nameOf(item)}`} loading={isBusy}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileText size={16} />}
          renderRoot={(props) => (
            <Link to="/executions/$executionId" params={{ executionId: item.id }} {...props} />
          )}
        >
          Details
        </Menu.Item>
        {item.workflow_name !== null && (
          <Menu.Item
            leftSection={<IconSitemap size={16} />}
            renderRoot={(props) => (
              <Link
                to="/workflows/$workflowId"
                params={{ workflowId: item.workflow_id }}
                search={{ execution: item.id }}
                {...props}
              />
            )}
          >
            Show on the canvas
          </Menu.Item>
        )}
        {canRetry(item) && (
          <Menu.Item leftSection={<IconRefresh size={16} />} onClick={retry}>
            Retry
          </Menu.Item>
        )}
        {isLive(item) && (
          <Menu.Item color="red" leftSection={<IconPlayerStop size={16} />} onClick={stop}>
            Stop
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
