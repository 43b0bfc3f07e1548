import { Button, Center, Stack } from "@mantine/core";
import { IconSearchOff, IconSitemap, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { workflowsQuery } from "~/api/queries/workflows";
import type { WorkflowItem } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { plural } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { QueryView } from "~/ui/query-view";
import { isFiltered, isTrash, wantedWorkflows } from "../address";
import { WorkflowTable } from "./workflow-table";

export type WorkflowListProps = { me: string | undefined; canCreate: boolean };

/** The workflows that the address asks for, page by page. */
export function WorkflowList({ me, canCreate }: WorkflowListProps) {
  const [address] = useFilters();
  const waitsForMe = address.owner === "me" && me === undefined;
  const query = useInfiniteQuery({
    ...workflowsQuery(wantedWorkflows(address, me)),
    enabled: !waitsForMe,
  });
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <Nothing canCreate={canCreate} />;
        return (
          <Stack aria-busy={query.isPlaceholderData}>
            <WorkflowTable items={items} isTrash={isTrash(address)} />
            <More items={items} query={query} />
          </Stack>
        );
      }}
    </QueryView>
  );
}

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

function More({ items, query }: { items: readonly WorkflowItem[]; query: Paged }) {
  if (!query.hasNextPage) return null;
  return (
    <Center>
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
        aria-label={`Load more than ${plural(items.length, "workflow")}`}
      >
        Load more
      </Button>
    </Center>
  );
}

function Nothing({ canCreate }: { canCreate: boolean }) {
  const [address, change] = useFilters();
  if (isFiltered(address)) {
    const none = { q: undefined, tag: undefined, owner: undefined, visibility: undefined };
    return (
      <EmptyState
        icon={<IconSearchOff aria-hidden />}
        title="No workflow fits"
        action={
          <Button variant="default" onClick={() => change(none)}>
            Clear the filters
          </Button>
        }
      >
        Try another word, or fewer filters.
      </EmptyState>
    );
  }
  if (isTrash(address)) {
    return (
      <EmptyState icon={<IconTrash aria-hidden />} title="The trash is empty">
        Deleted workflows stay here for 30 days.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconSitemap aria-hidden />}
      title="No workflows yet"
      action={
        canCreate && <Button onClick={() => change({ dialog: "templates" })}>Begin with a template</Button>
      }
    >
      {canCreate
        ? "Make an empty one, begin with a template, or drop a file of a workflow on this page."
        : "Nobody has shared a workflow with you. Your roles do not allow to make one."}
    </EmptyState>
  );
}
