import { Alert, Group, Text } from "@mantine/core";
import { formatDuration } from "~/lib/format";
import { StatusBadge } from "~/ui/status-badge";
import { useRun } from "../../context";
import { statusWord } from "../../run/standing";
import { adviceOn } from "./advice";

export type NodeRunNoteProps = { id: string };

/** How the node's last run went, and what to do when it failed. */
export function NodeRunNote({ id }: NodeRunNoteProps) {
  const run = useRun((state) => state.nodes.get(id));
  if (!run) return null;
  return (
    <section aria-label="Last run of the node">
      <Group gap="xs">
        <StatusBadge status={run.status} label={statusWord(run.status)} />
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
        <Alert color="red" mt="xs" p="xs" title={sentence(run.error.message)}>
          <Text size="sm">
            {adviceOn(run.error.code)} <code>{run.error.code}</code>
          </Text>
        </Alert>
      )}
    </section>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
