import { Alert, Group, Text } from "@mantine/core";
import { formatDuration } from "~/lib/format";
import { StatusBadge } from "~/ui/status-badge";
import { useRun } from "../../context";
import { adviceOn } from "./advice";

export type NodeRunNoteProps = { id: string };

/** How the node's last run went, and what to do when it failed. */
export function NodeRunNote({ id }: NodeRunNoteProps) {
  const run = useRun((state) => state.nodes.get(id));
  if (!run) return null;
  return (
    <section aria-label="Last run of the node">
      <Group gap="xs">
        <StatusBadge status={run.status} />
        {run.durationMs !== null && (
          <Text size="xs" c="dimmed">
            {formatDuration(run.durationMs)}
          </Text>
        )}
        {run.attempt > 1 && (
          <Text size="xs" c="dimmed">
            attempt {run.attempt}
          </Text>
        )}
        {run.runs > 1 && (
          <Text size="xs" c="dimmed">
            {run.runs} runs
          </Text>
        )}
      </Group>
      {run.error && (
        <Alert color="red" mt="xs" p="xs" title={run.error.code.replaceAll("_", " ")}>
          <Text size="sm">{run.error.message}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {adviceOn(run.error.code)}
          </Text>
        </Alert>
      )}
    </section>
  );
}
