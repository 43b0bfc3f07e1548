import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { handleOf } from "~/document/ports";
import type { WorkflowEdge } from "~/document/types";
import { useStores } from "../../context";
import { named } from "../doing/connect";
import { openAddOnEdge } from "../doing/open-add";
import { deleteEdges } from "../doing/remove";

export type ConnectionRowProps = { edge: WorkflowEdge };

/** One edge of a node, and what can be done with it. */
export function ConnectionRow({ edge }: ConnectionRowProps) {
  const stores = useStores();
  const port = handleOf(edge);
  const text = `${named(stores, edge.source)}${port === undefined ? "" : ` (${port})`} → ${named(stores, edge.target)}`;
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" truncate>
        {text}
      </Text>
      <Group gap={2} wrap="nowrap">
        <Tooltip label="Insert a node">
          <ActionIcon aria-label={`Insert a node: ${text}`} onClick={() => openAddOnEdge(stores, edge.id)}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete the edge">
          <ActionIcon aria-label={`Delete the edge: ${text}`} onClick={() => deleteEdges(stores, [edge.id])}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
