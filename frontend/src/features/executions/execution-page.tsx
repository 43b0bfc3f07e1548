import { Anchor } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { isProblem } from "~/api/problem";
import { executionQuery } from "~/api/queries/executions";
import { EmptyState } from "~/ui/empty-state";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { ShownExecution } from "./one/shown-execution";
import { useLiveExecution } from "./one/use-live-execution";

/** One execution: how it stands, what its nodes did, what it wrote and kept. */
export function ExecutionPage() {
  const { executionId = "" } = useParams({ strict: false });
  const query = useQuery(executionQuery(executionId));
  useLiveExecution(query.data);
  if (query.data !== undefined) return <ShownExecution key={executionId} execution={query.data} />;
  return (
    <Page title="Execution">
      {isProblem(query.error) && query.error.status === 404 ? (
        <Missing />
      ) : (
        <QueryView query={query}>{() => null}</QueryView>
      )}
    </Page>
  );
}

function Missing() {
  return (
    <EmptyState
      icon={<IconActivity aria-hidden />}
      title="There is no such execution"
      action={
        <Anchor renderRoot={(props) => <Link to="/executions" {...props} />}>Show all executions</Anchor>
      }
    >
      It is not kept any more, or it belongs to a workflow that you may not see.
    </EmptyState>
  );
}
