import { Button, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { sharesQuery } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";
import { ShareProblem } from "./share-problem";
import { ShareRow } from "./share-row";
import { useShare } from "./use-share";
import { useTakeAway } from "./use-take-away";

export type ShareListProps = { workflow: WorkflowDetail };

/** Everybody the workflow is shared with. */
export function ShareList({ workflow }: ShareListProps) {
  const shares = useInfiniteQuery(sharesQuery(workflow.id));
  const changing = useShare(workflow.id);
  const takeAway = useTakeAway(workflow, changing.mutate);
  return (
    <QueryView query={shares}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0)
          return (
            <Text size="sm" c="dimmed">
              It is shared with nobody yet.
            </Text>
          );
        return (
          <Stack gap="xs">
            <Stack gap="xs" component="ul" m={0} p={0} aria-label="Shared with">
              {items.map((item) => (
                <ShareRow
                  key={item.user?.id ?? item.role?.id}
                  item={item}
                  permissions={workflow.permissions}
                  onChange={changing.mutate}
                  onTakeAway={() => takeAway(item)}
                />
              ))}
            </Stack>
            {changing.error && <ShareProblem error={changing.error} />}
            {shares.hasNextPage && (
              <Button
                variant="default"
                loading={shares.isFetchingNextPage}
                onClick={() => void shares.fetchNextPage()}
              >
                Load more
              </Button>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}
