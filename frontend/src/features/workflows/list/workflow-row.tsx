import { Anchor, Badge, Group, Table, Text, Tooltip } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { LastRuns } from "~/api/queries/workflows";
import type { WorkflowItem } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { RowActions } from "~/ui/row-actions";
import { TimeAgo } from "~/ui/time-ago";
import { tagsOf, tagsText } from "../address";
import { LastRun } from "./last-run";
import { RowMenu } from "./row-menu";
import { VersionBadge } from "./version-badge";
import classes from "./workflow-row.module.css";

export type WorkflowRowProps = { item: WorkflowItem; lastRuns: LastRuns | undefined };

/** One workflow of the list. */
export function WorkflowRow({ item, lastRuns }: WorkflowRowProps) {
  const isDeleted = item.deleted_at !== null;
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Group gap={6} wrap="nowrap">
          {isDeleted ? (
            <Text fw={600} dir="auto">
              {item.name}
            </Text>
          ) : (
            <NameLink item={item} />
          )}
          {item.visibility === "private" && <PrivateMark />}
        </Group>
        {item.description && (
          <Text size="sm" c="dimmed" lineClamp={1} dir="auto">
            {item.description}
          </Text>
        )}
        <Tags tags={item.tags} />
      </Table.Td>
      <Table.Td className={classes.owner} visibleFrom="lg">
        {item.owner?.name ?? "Nobody"}
      </Table.Td>
      <Table.Td>
        <VersionBadge version={item.version} hasDraft={item.has_draft} />
      </Table.Td>
      {!isDeleted && (
        <Table.Td>
          <LastRun item={item} lastRuns={lastRuns} />
        </Table.Td>
      )}
      <Table.Td className={classes.time}>
        <TimeAgo at={item.deleted_at ?? item.updated_at} />
      </Table.Td>
      <RowActions>
        <RowMenu item={item} />
      </RowActions>
    </Table.Tr>
  );
}

function NameLink({ item }: { item: WorkflowItem }) {
  return (
    <Anchor
      fw={600}
      className={classes.link}
      dir="auto"
      title={item.name}
      renderRoot={(props) => <Link to="/workflows/$workflowId" params={{ workflowId: item.id }} {...props} />}
    >
      {item.name}
    </Anchor>
  );
}

function PrivateMark() {
  return (
    <Tooltip label="Private: only its owner and those it is shared with">
      <IconLock size={14} role="img" aria-label="Private" className={classes.mark} />
    </Tooltip>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const [address, change] = useFilters();
  if (tags.length === 0) return null;
  return (
    <Group gap={4} mt={4}>
      {tags.map((tag) => (
        <Badge
          key={tag}
          component="button"
          variant="default"
          size="sm"
          tt="none"
          className={classes.tag}
          aria-label={`Only with the tag ${tag}`}
          onClick={() => change({ tag: tagsText([...new Set([...tagsOf(address), tag])]) })}
        >
          {tag}
        </Badge>
      ))}
    </Group>
  );
}
