import { Button, Center, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { catalogueQuery } from "~/api/queries/catalogue";
import { stepsQuery } from "~/api/queries/execution-lists";
import type { Execution } from "~/api/queries/executions";
import { plural } from "~/lib/format";
import { QueryView } from "~/ui/query-view";
import { isLive } from "../words";
import { StepRow } from "./step-row";
import { spanOf } from "./timeline";

export type StepsProps = { execution: Execution };

/** What each node did, in order, with when it did it. */
export function Steps({ execution }: StepsProps) {
  const query = useInfiniteQuery(stepsQuery(execution.id));
  const types = new Map(useQuery(catalogueQuery()).data?.items.map((each) => [each.type, each]));
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const steps = pages.flatMap((page) => page.items);
        if (steps.length === 0)
          return (
            <Text size="sm" c="dimmed">
              {isLive(execution) ? "No node has begun yet." : "No node has run."}
            </Text>
          );
        const span = spanOf(steps, isLive(execution) ? query.dataUpdatedAt : null);
        return (
          <Stack>
            <Table.ScrollContainer minWidth={760}>
              <Table verticalSpacing={6} aria-label="Steps">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={40}>
                      <VisuallyHidden>Output</VisuallyHidden>
                    </Table.Th>
                    <Table.Th>Node</Table.Th>
                    <Table.Th>Status</Table.Th>
                    <Table.Th>Left on</Table.Th>
                    <Table.Th>Took</Table.Th>
                    <Table.Th>When</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {steps.map((step) => (
                    <StepRow
                      key={step.seq}
                      executionId={execution.id}
                      step={step}
                      type={types.get(step.type)}
                      span={span}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {query.hasNextPage && (
              <Center>
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                  aria-label={`Load more than ${plural(steps.length, "step")}`}
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
