import { Button, Group, NativeSelect, Switch, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { logQuery } from "~/api/queries/executions";
import { formatExact } from "~/lib/format";
import { QueryView } from "~/ui/query-view";
import { useRun, useStores } from "../context";
import { isLive } from "../run/standing";
import panel from "./panel.module.css";

export type LogViewProps = { executionId: string; node: string | undefined };

const LEVELS = [
  { value: "", label: "Every level" },
  { value: "debug", label: "Debug" },
  { value: "info", label: "Info" },
  { value: "warning", label: "Warnings" },
  { value: "error", label: "Errors" },
];

/** The lines that nodes have written, oldest first. */
export function LogView({ executionId, node }: LogViewProps) {
  const { editor } = useStores();
  const [level, setLevel] = useState("");
  const [isOfNode, setOfNode] = useState(false);
  const live = useRun((state) => isLive(state.execution));
  const query = useInfiniteQuery(logQuery(executionId, level || undefined, live));
  return (
    <>
      <Group gap="sm" px="xs" py={4}>
        <NativeSelect
          size="xs"
          aria-label="Level"
          data={LEVELS}
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value)}
        />
        <Switch
          size="xs"
          label="Only of the selected node"
          disabled={node === undefined}
          checked={isOfNode && node !== undefined}
          onChange={(event) => setOfNode(event.currentTarget.checked)}
        />
      </Group>
      <section className={panel.scroll} aria-label="Log" {...REACHED_BY_KEYS}>
        <QueryView query={query}>
          {({ pages }) => {
            const all = pages.flatMap((page) => page.items);
            const lines = isOfNode && node !== undefined ? all.filter((line) => line.node_id === node) : all;
            if (lines.length === 0)
              return (
                <Text size="sm" c="dimmed">
                  Nothing was written.
                </Text>
              );
            return (
              <Table fz="xs" verticalSpacing={2}>
                <Table.Tbody>
                  {lines.map((line) => (
                    <Table.Tr key={line.seq}>
                      <Table.Td w={170}>{formatExact(line.at)}</Table.Td>
                      <Table.Td w={70} c={line.level === "error" ? "red" : undefined}>
                        {line.level}
                      </Table.Td>
                      <Table.Td w={140}>
                        {line.node_id !== null && (
                          <Button
                            size="compact-xs"
                            variant="subtle"
                            onClick={() => line.node_id && editor.getState().goTo(line.node_id)}
                          >
                            {line.node_id}
                          </Button>
                        )}
                      </Table.Td>
                      <Table.Td className={panel.message} dir="auto">
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
            size="xs"
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        )}
      </section>
    </>
  );
}

/** What scrolls must be reached by keys. */
const REACHED_BY_KEYS = { tabIndex: 0 };
