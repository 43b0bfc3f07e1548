import { Button, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type Execution, logQuery } from "~/api/queries/executions";
import { useFilters } from "~/lib/filters";
import { formatExact } from "~/lib/format";
import { QueryView } from "~/ui/query-view";
import { isLive } from "../words";
import classes from "./one.module.css";

export type LogProps = { execution: Execution };

const LEVELS = [
  { value: "", label: "Every level" },
  { value: "debug", label: "Debug" },
  { value: "info", label: "Info" },
  { value: "warning", label: "Warnings" },
  { value: "error", label: "Errors" },
];

/** The lines that nodes have written, oldest first. */
export function Log({ execution }: LogProps) {
  const [{ level }, change] = useFilters();
  const chosen = LEVELS.find(({ value }) => value !== "" && value === level)?.value;
  const query = useInfiniteQuery(logQuery(execution.id, chosen, isLive(execution)));
  return (
    <Stack>
      <NativeSelect
        aria-label="Level"
        data={LEVELS}
        value={chosen ?? ""}
        onChange={(event) => change({ level: event.currentTarget.value || undefined })}
        w={180}
      />
      <QueryView query={query}>
        {({ pages }) => {
          const lines = pages.flatMap((page) => page.items);
          if (lines.length === 0)
            return (
              <Text size="sm" c="dimmed">
                {chosen ? "Nothing was written at this level." : "Nothing was written."}
              </Text>
            );
          return (
            <Table verticalSpacing={4} fz="sm" aria-label="Log">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>When</Table.Th>
                  <Table.Th>Level</Table.Th>
                  <Table.Th>Node</Table.Th>
                  <Table.Th>Line</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {lines.map((line) => (
                  <Table.Tr key={line.seq}>
                    <Table.Td className={classes.time}>{formatExact(line.at)}</Table.Td>
                    <Table.Td>{line.level}</Table.Td>
                    <Table.Td>{line.node_id ?? "–"}</Table.Td>
                    <Table.Td className={classes.message} dir="auto">
                      {line.message}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </QueryView>
      {query.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </Stack>
  );
}
