import { useMemo } from "react";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { wantedExecutions } from "./address";
import { ExecutionList } from "./list/execution-list";
import { FilterBar } from "./list/filter-bar";
import { StatusBar } from "./list/status-bar";

/** What has run in all workflows, what runs now, and what waits. */
export function ExecutionsPage() {
  const [address] = useFilters();
  const key = JSON.stringify(address);
  const filters = useMemo(() => wantedExecutions(JSON.parse(key), Date.now()), [key]);
  return (
    <Page title="Executions" about="What has run, what runs now, and what waits for something.">
      <StatusBar filters={filters} />
      <FilterBar />
      <ExecutionList filters={filters} />
    </Page>
  );
}
