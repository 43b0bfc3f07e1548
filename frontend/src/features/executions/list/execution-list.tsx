import { Button, Center, Stack } from "@mantine/core";
import { IconActivity, IconSearchOff } from "@tabler/icons-react";
import { useState } from "react";
import type { ListFilters } from "~/api/queries/execution-lists";
import { useFilters } from "~/lib/filters";
import { plural } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { QueryView } from "~/ui/query-view";
import { isFiltered, NO_FILTERS } from "../address";
import { ExecutionTable } from "./execution-table";
import { RetryMany } from "./retry-many";
import { useExecutionRows } from "./use-execution-rows";

export type ExecutionListProps = { filters: ListFilters };

/** The executions that the address asks for. Those that were given up can be retried together. */
export function ExecutionList({ filters }: ExecutionListProps) {
  const { query, rows } = useExecutionRows(filters);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isDead = filters.dead === true;
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) isChosen ? next.add(id) : next.delete(id);
      return next;
    });
  return (
    <QueryView query={query}>
      {() => (
        <Stack aria-busy={query.isPlaceholderData}>
          {isDead && (
            <RetryMany
              chosen={rows.flatMap(({ id }) => (chosen.has(id) ? [id] : []))}
              onDone={() => setChosen(new Set())}
            />
          )}
          {rows.length === 0 ? (
            <Nothing />
          ) : (
            <ExecutionTable items={rows} choice={isDead ? { chosen, choose } : undefined} />
          )}
          {query.hasNextPage && (
            <Center>
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
                aria-label={`Load more than ${plural(rows.length, "execution")}`}
              >
                Load more
              </Button>
            </Center>
          )}
        </Stack>
      )}
    </QueryView>
  );
}

function Nothing() {
  const [address, change] = useFilters();
  if (isFiltered(address))
    return (
      <EmptyState
        icon={<IconSearchOff aria-hidden />}
        title="No execution fits"
        action={
          <Button variant="default" onClick={() => change(NO_FILTERS)}>
            Show all
          </Button>
        }
      >
        Try fewer filters, or a longer time.
      </EmptyState>
    );
  return (
    <EmptyState icon={<IconActivity aria-hidden />} title="Nothing has run yet">
      Run a workflow, or let a schedule or a webhook start it. What it does is listed here.
    </EmptyState>
  );
}
