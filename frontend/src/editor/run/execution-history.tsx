import {
  Button,
  Group,
  NativeSelect,
  ScrollArea,
  Skeleton,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { workflowExecutionsQuery } from "~/api/queries/executions";
import type { ExecutionItem } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { formatDuration } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { QueryView } from "~/ui/query-view";
import { StatusBadge } from "~/ui/status-badge";
import { TimeAgo } from "~/ui/time-ago";
import { useRun, useStores } from "../context";
import { useRunDetails } from "./details";
import classes from "./run.module.css";
import { statusWord } from "./standing";

const STATUSES = ["queued", "running", "waiting", "succeeded", "failed", "cancelled"];
const CHOICES = [
  { value: "", label: "Any status" },
  ...STATUSES.map((value) => ({ value, label: statusWord(value) })),
];

/** The latest executions of the workflow; choosing one shows it on the canvas. */
export function ExecutionHistory() {
  const { run } = useStores();
  const [filters, change] = useFilters();
  const workflowId = useRunDetails((details) => details.workflowId);
  const shown = useRun((state) => state.execution?.id);
  const query = useInfiniteQuery({
    ...workflowExecutionsQuery(workflowId, filters.status),
    enabled: workflowId !== "",
  });
  const { refetch } = query;
  const isListed = query.data?.pages.some(({ items }) => items.some(({ id }) => id === shown)) ?? true;
  useEffect(() => {
    if (shown !== undefined && !isListed) void refetch();
  }, [shown, isListed, refetch]);
  const edit = () => {
    change({ execution: undefined });
    run.getState().hide();
  };
  return (
    <Stack component="section" aria-label="Executions" gap="xs" p="sm" h="100%">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          Executions
        </Title>
        <Button size="xs" variant="light" disabled={shown === undefined} onClick={edit}>
          Back to editing
        </Button>
      </Group>
      <NativeSelect
        size="xs"
        aria-label="Status"
        data={CHOICES}
        value={filters.status ?? ""}
        onChange={(event) => change({ status: event.currentTarget.value })}
      />
      <ScrollArea flex={1} type="auto">
        <QueryView query={query} skeleton={<Bars />}>
          {({ pages }) => (
            <Entries
              items={pages.flatMap((page) => page.items)}
              shown={shown}
              onChoose={(id) => {
                change({ execution: id });
                if (id === filters.execution) void run.getState().show(id);
              }}
            />
          )}
        </QueryView>
        {query.hasNextPage && (
          <Button
            fullWidth
            size="xs"
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        )}
      </ScrollArea>
    </Stack>
  );
}

type EntriesProps = {
  items: readonly ExecutionItem[];
  shown: string | undefined;
  onChoose: (id: string) => void;
};

function Entries({ items, shown, onChoose }: EntriesProps) {
  if (items.length === 0)
    return (
      <EmptyState icon={<IconHistory aria-hidden />} title="No executions yet">
        Run the workflow, and what it did is listed here.
      </EmptyState>
    );
  return (
    <ul aria-label="Latest executions" style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {items.map((item) => (
        <li key={item.id}>
          <UnstyledButton
            className={classes.entry}
            aria-current={item.id === shown}
            onClick={() => onChoose(item.id)}
          >
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <StatusBadge status={item.status} label={statusWord(item.status)} />
              <Text size="xs" c="dimmed">
                <TimeAgo at={item.created_at} />
              </Text>
            </Group>
            <Text size="xs" c="dimmed" truncate>
              {aboutOf(item)}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function aboutOf(item: ExecutionItem): string {
  const parts = [
    item.version === null ? "Draft" : `Version ${item.version}`,
    item.trigger,
    item.started_by?.name,
    item.duration_ms === null ? undefined : formatDuration(item.duration_ms),
  ];
  return parts.filter(Boolean).join(" · ");
}

function Bars() {
  return (
    <Stack gap="xs">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={46} radius="md" />
      ))}
    </Stack>
  );
}
