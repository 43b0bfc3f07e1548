import { Anchor, Checkbox, Stack, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ExecutionItem } from "~/api/shapes";
import { formatDuration } from "~/lib/format";
import { RowActions } from "~/ui/row-actions";
import { StatusBadge } from "~/ui/status-badge";
import { TimeAgo } from "~/ui/time-ago";
import { nameOf, STATUS_WORDS, TRIGGER_WORDS, versionOf, WAIT_WORDS } from "../words";
import classes from "./execution-row.module.css";
import { RowMenu } from "./row-menu";

export type ExecutionRowProps = {
  item: ExecutionItem;
  /** Whether rows are chosen to be retried together; not given where they are not. */
  isChosen?: boolean | undefined;
  onChoose?: ((isChosen: boolean) => void) | undefined;
};

/** One execution of the list. */
export function ExecutionRow({ item, isChosen, onChoose }: ExecutionRowProps) {
  return (
    <Table.Tr>
      {onChoose && (
        <Table.Td>
          <Checkbox
            aria-label={`Choose the execution of ${nameOf(item)}`}
            checked={isChosen ?? false}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </Table.Td>
      )}
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <StatusBadge status={item.status} label={STATUS_WORDS[item.status]} />
          <Note item={item} />
        </Stack>
      </Table.Td>
      <Table.Td className={classes.name}>
        <Anchor
          fw={600}
          size="sm"
          dir="auto"
          renderRoot={(props) => (
            <Link to="/executions/$executionId" params={{ executionId: item.id }} {...props} />
          )}
        >
          {nameOf(item)}
        </Anchor>
        {item.error && item.status === "failed" && (
          <Text size="xs" c="dimmed" lineClamp={1} dir="auto" title={item.error.message}>
            {item.error.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{versionOf(item)}</Table.Td>
      <Table.Td>
        {TRIGGER_WORDS[item.trigger]}
        {item.started_by && (
          <Text size="xs" c="dimmed" dir="auto">
            {item.started_by.name}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.time}>
        <TimeAgo at={item.created_at} />
      </Table.Td>
      <Table.Td className={classes.time}>
        {item.duration_ms === null ? "–" : formatDuration(item.duration_ms)}
      </Table.Td>
      <RowActions>
        <RowMenu item={item} />
      </RowActions>
    </Table.Tr>
  );
}

function Note({ item }: { item: ExecutionItem }) {
  if (item.status === "waiting" && item.waiting_for)
    return (
      <Text size="xs" c="dimmed">
        {WAIT_WORDS[item.waiting_for]} {item.wake_at && <TimeAgo at={item.wake_at} />}
      </Text>
    );
  if (item.status === "running" && item.cancel_requested_at !== null)
    return (
      <Text size="xs" c="dimmed">
        Being stopped
      </Text>
    );
  return item.dead_at === null ? null : (
    <Text size="xs" c="dimmed">
      Given up
    </Text>
  );
}
