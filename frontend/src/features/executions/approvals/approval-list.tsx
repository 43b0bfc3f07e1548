import { Button, Center, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { approvalsQuery } from "~/api/queries/approvals";
import type { Approval } from "~/api/shapes";
import { EmptyState } from "~/ui/empty-state";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";
import { shownIn, type View } from "./address";
import { ApprovalBadge } from "./approval-badge";
import classes from "./approvals.module.css";

export type ApprovalListProps = { view: View; chosen: string | undefined; onChoose: (id: string) => void };

/** Approvals, newest first; one of them is shown beside the list. */
export function ApprovalList({ view, chosen, onChoose }: ApprovalListProps) {
  const query = useInfiniteQuery(approvalsQuery(view === "decided" ? "decided" : "open"));
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const items = shownIn(
          view,
          pages.flatMap((page) => page.items),
        );
        return (
          <Stack>
            {items.length === 0 && !query.hasNextPage && <Nothing view={view} />}
            <ul className={classes.list} aria-label="Approvals">
              {items.map((item) => (
                <li key={item.id}>
                  <Item item={item} isChosen={item.id === chosen} onChoose={onChoose} />
                </li>
              ))}
            </ul>
            {query.hasNextPage && (
              <Center>
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  Load more
                </Button>
              </Center>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}

type ItemProps = { item: Approval; isChosen: boolean; onChoose: (id: string) => void };

function Item({ item, isChosen, onChoose }: ItemProps) {
  return (
    <UnstyledButton className={classes.item} aria-current={isChosen} onClick={() => onChoose(item.id)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} size="sm" lineClamp={2} dir="auto">
          {item.title}
        </Text>
        <ApprovalBadge status={item.status} />
      </Group>
      <Text size="xs" c="dimmed">
        <bdi>{item.workflow_name ?? "A deleted workflow"}</bdi> ·{" "}
        <TimeAgo at={item.decided_at ?? item.created_at} />
      </Text>
    </UnstyledButton>
  );
}

const WORDS: Readonly<Record<View, { title: string; text: string }>> = {
  mine: { title: "Nothing to decide", text: "When a workflow asks you, it is listed here." },
  open: { title: "Nothing is open", text: "Workflows with an approval node ask people, and wait here." },
  decided: { title: "Nothing decided yet", text: "What was approved, rejected or has expired stays here." },
};

function Nothing({ view }: { view: View }) {
  return (
    <EmptyState icon={<IconChecklist aria-hidden />} title={WORDS[view].title}>
      {WORDS[view].text}
    </EmptyState>
  );
}
