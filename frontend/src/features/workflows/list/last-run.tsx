import { Anchor, Group, Text, VisuallyHidden } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type LastRuns, lastRunQuery } from "~/api/queries/workflows";
import type { ExecutionItem, WorkflowItem } from "~/api/shapes";
import { StatusBadge } from "~/ui/status-badge";
import { TimeAgo } from "~/ui/time-ago";

export type LastRunProps = { item: WorkflowItem; lastRuns: LastRuns | undefined };

/** How a workflow ran last. Asked for by itself only when it is seen and not among the newest of the tenant. */
export function LastRun({ item, lastRuns }: LastRunProps) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const known = lastRuns?.runs.get(item.id);
  const mayRead = item.permissions.includes("executions.read");
  const isAsked = inViewport && mayRead && lastRuns !== undefined && !known && !lastRuns.isWhole;
  const asked = useQuery({ ...lastRunQuery(item.id), enabled: isAsked });
  const run = known ?? asked.data;
  return (
    <div ref={ref}>
      {run ? <Shown run={run} /> : <Never isSure={lastRuns?.isWhole || asked.data === null} />}
    </div>
  );
}

function Shown({ run }: { run: ExecutionItem }) {
  return (
    <Anchor
      underline="never"
      renderRoot={(props) => (
        <Link to="/executions/$executionId" params={{ executionId: run.id }} {...props} />
      )}
    >
      <Group gap="0 6px">
        <VisuallyHidden>Last run: </VisuallyHidden>
        <StatusBadge status={run.status} />
        <Text size="xs" c="dimmed" component="span">
          <TimeAgo at={run.created_at} />
        </Text>
      </Group>
    </Anchor>
  );
}

function Never({ isSure = false }: { isSure?: boolean | undefined }) {
  return (
    <Text size="sm" c="dimmed">
      {isSure ? "Never" : "–"}
    </Text>
  );
}
