import { Button, Center, Stack, Text } from "@mantine/core";
import { IconHistory, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { auditQuery, type LogFilters, type LogName } from "~/api/queries/audit";
import { useFilters } from "~/lib/filters";
import { plural } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { LoadMore } from "~/ui/load-more";
import { QueryView } from "~/ui/query-view";
import { isFiltered, NO_FILTERS } from "../address";
import { EntryTable } from "./entry-table";
import { useReachedEnd } from "./use-reached-end";

export type EntryListProps = { log: LogName; filters: LogFilters };

/** The entries that were asked for, the newest first; more come when one gets to the end. */
export function EntryList({ log, filters }: EntryListProps) {
  const query = useInfiniteQuery(auditQuery(log, filters));
  const last = query.data?.pages.at(-1)?.items ?? [];
  const end = useReachedEnd(() => {
    if (last.length > 0 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.items);
        if (entries.length === 0 && !query.hasNextPage) return <Nothing />;
        return (
          <Stack aria-busy={query.isPlaceholderData}>
            {entries.length > 0 && <EntryTable log={log} entries={entries} />}
            {last.length === 0 && query.hasNextPage && (
              <Text size="sm" c="dimmed" ta="center" role="status">
                Nothing more among the latest {plural(pages.length * SEARCHED, "entry", "entries")}. Older
                ones were not searched yet.
              </Text>
            )}
            <div ref={end}>
              <LoadMore query={query} of="entries" />
            </div>
          </Stack>
        );
      }}
    </QueryView>
  );
}

/** Entries that the server looks through for a page at most. */
const SEARCHED = 20_000;

function Nothing() {
  const [address, change] = useFilters();
  if (!isFiltered(address))
    return (
      <EmptyState icon={<IconHistory aria-hidden />} title="Nothing here yet">
        What somebody does is written down here.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconSearchOff aria-hidden />}
      title="No entry fits"
      action={
        <Center>
          <Button variant="default" onClick={() => change(NO_FILTERS)}>
            Show all
          </Button>
        </Center>
      }
    >
      Try fewer filters, or a longer time.
    </EmptyState>
  );
}
