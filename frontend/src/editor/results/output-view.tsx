import { Button, Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { stepOutputQuery, wholeOutputQuery } from "~/api/queries/executions";
import { isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { own } from "~/lib/own";
import { useRun } from "../context";
import type { NodeRun } from "../state";
import { ValueView } from "./value-view";

export type OutputViewProps = {
  run: Pick<NodeRun, "output" | "isPreview" | "seq" | "status">;
  base: string;
  /** The member of what the step gave that is shown; null: all of it. */
  part?: string | null;
  hint?: string | undefined;
  label?: string;
};

/** What a run gave. Where that is only its beginning, the whole is loaded when asked for. */
export function OutputView({ run, base, part = null, hint, label = "Output" }: OutputViewProps) {
  const execution = useRun((state) => state.execution?.id);
  const [isWanted, setWanted] = useState(false);
  const canLoad = run.isPreview && execution !== undefined && run.seq !== null;
  const query = useQuery({
    ...stepOutputQuery(execution ?? "", run.seq ?? 0),
    enabled: isWanted && canLoad,
  });
  const queryClient = useQueryClient();
  const whole = async () => {
    if (!canLoad) throw new Error("Only the beginning of this output is known. Run the workflow again.");
    const output = await queryClient.fetchQuery(wholeOutputQuery(execution, run.seq ?? 0));
    return partOf(output, part) ?? null;
  };
  const hasFailed = run.status === "failed" && run.output === null;
  if (run.output === undefined || run.status === "skipped" || hasFailed)
    return (
      <Text size="sm" c="dimmed" p="sm">
        {nothingFrom(run.status)}
      </Text>
    );
  const isCut = run.isPreview && query.data?.is_preview !== false;
  return (
    <>
      {isCut && (
        <Group gap="xs" px="xs" pt={4}>
          <Text size="xs" c={query.error ? "red" : "dimmed"} role="status">
            {query.data
              ? "Only the beginning was kept."
              : query.error
                ? query.error.message
                : "This is only the beginning."}
          </Text>
          {!query.data && canLoad && (
            <Button
              size="compact-xs"
              variant="default"
              loading={query.isFetching}
              onClick={() => (query.error ? void query.refetch() : setWanted(true))}
            >
              Load everything
            </Button>
          )}
        </Group>
      )}
      <ValueView
        value={partOf(query.data?.output, part) ?? run.output}
        base={base}
        hint={hint}
        label={label}
        whole={isCut ? whole : undefined}
      />
    </>
  );
}

function partOf(output: Json | undefined, part: string | null): Json | undefined {
  return part === null ? output : isObject(output) ? own(output, part) : undefined;
}

function nothingFrom(status: string): string {
  if (status === "skipped") return "It was skipped: nothing came on its way.";
  return status === "failed" ? "It failed before it gave anything." : "It has given nothing yet.";
}
