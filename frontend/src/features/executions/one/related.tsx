import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { relatedExecutionsQuery } from "~/api/queries/execution-lists";
import type { Execution, Page } from "~/api/queries/executions";
import type { ExecutionItem } from "~/api/shapes";
import { QueryView, type QueryViewProps } from "~/ui/query-view";
import { ExecutionTable } from "../list/execution-table";

export type RelatedProps = { execution: Execution };

/** What it retries, what called it, what retried it, and what it called. */
export function Related({ execution }: RelatedProps) {
  const children = useQuery(relatedExecutionsQuery({ parent_id: execution.id }));
  const retries = useQuery(relatedExecutionsQuery({ retried_from: execution.id }));
  return (
    <Stack>
      {execution.retried_from && <One text="It retries" id={execution.retried_from} />}
      {execution.parent_id && <One text="It was called by" id={execution.parent_id} />}
      <Many title="Called by it" none="It has called no workflow." query={children} />
      <Many title="Retries of it" none="Nobody has retried it." query={retries} />
    </Stack>
  );
}

function One({ text, id }: { text: string; id: string }) {
  return (
    <Text size="sm">
      {text}{" "}
      <Anchor
        renderRoot={(props) => <Link to="/executions/$executionId" params={{ executionId: id }} {...props} />}
      >
        execution {id.slice(-8)}
      </Anchor>
    </Text>
  );
}

type ManyProps = {
  title: string;
  none: string;
  query: QueryViewProps<Page<ExecutionItem>>["query"];
};

function Many({ title, none, query }: ManyProps) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      <QueryView query={query}>
        {({ items, next_cursor }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {none}
            </Text>
          ) : (
            <>
              <ExecutionTable items={items} />
              {next_cursor && <Text size="sm">These are the newest of them.</Text>}
            </>
          )
        }
      </QueryView>
    </section>
  );
}
