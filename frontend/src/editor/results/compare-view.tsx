import { Button, Group, Select, Switch, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  executionQuery,
  lastStepsQuery,
  type Step,
  stepOutputQuery,
  workflowExecutionsQuery,
} from "~/api/queries/executions";
import type { ExecutionItem } from "~/api/shapes";
import type { Json } from "~/document/types";
import { formatExact, plural } from "~/lib/format";
import { QueryView } from "~/ui/query-view";
import { useRun } from "../context";
import { useRunDetails } from "../run/details";
import { statusWord } from "../run/standing";
import type { NodeRun } from "../state";
import { DifferenceRows } from "./difference-rows";
import { compared } from "./differences";

export type CompareViewProps = { executionId: string; node: string | undefined };

/** What the selected node gave in two executions, side by side; with nothing selected, what the workflow gave. */
export function CompareView({ executionId, node }: CompareViewProps) {
  const workflowId = useRunDetails((details) => details.workflowId);
  const [other, setOther] = useState<string | null>(null);
  const [isBrief, setBrief] = useState(false);
  const list = useInfiniteQuery(workflowExecutionsQuery(workflowId));
  const items =
    list.data?.pages.flatMap((page) => page.items).filter((item) => item.id !== executionId) ?? [];
  const here = useRun((state) => (node === undefined ? undefined : state.nodes.get(node)));
  const output = useRun((state) => state.execution?.output);
  const whole = useQuery({ ...executionQuery(other ?? ""), enabled: other !== null && node === undefined });
  const steps = useQuery({ ...lastStepsQuery(other ?? ""), enabled: other !== null && node !== undefined });
  return (
    <>
      <Group gap="sm" px="xs" py={4}>
        <Select
          size="xs"
          w={320}
          aria-label="Compare with"
          placeholder="Compare with another execution"
          data={items.map((item) => ({ value: item.id, label: nameOf(item) }))}
          value={other}
          onChange={setOther}
          searchable
          nothingFoundMessage="No other executions"
        />
        {list.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Load older executions
          </Button>
        )}
        <Switch
          size="xs"
          label="Differences only"
          checked={isBrief}
          onChange={(event) => setBrief(event.currentTarget.checked)}
        />
      </Group>
      {other === null && (
        <Text size="sm" c="dimmed" p="xs">
          Choose an execution.{" "}
          {node === undefined ? "The outputs of the workflow" : "What the selected node gave"} is shown side
          by side.
        </Text>
      )}
      {other !== null && node === undefined && (
        <QueryView query={whole}>
          {(there) => <Both left={output} right={there.output} isBrief={isBrief} />}
        </QueryView>
      )}
      {other !== null && node !== undefined && (
        <QueryView query={steps}>
          {(steps) => (
            <BothSteps
              left={{ execution: executionId, step: here }}
              right={{ execution: other, step: partOf(steps.get(node)) }}
              isBrief={isBrief}
            />
          )}
        </QueryView>
      )}
    </>
  );
}

type Part = Pick<NodeRun, "output" | "isPreview" | "seq">;
type Side = { readonly execution: string; readonly step: Part | undefined };
type BothStepsProps = { left: Side; right: Side; isBrief: boolean };

/** Of large outputs only the beginning is at hand: the whole of them is loaded to be compared. */
function BothSteps({ left, right, isBrief }: BothStepsProps) {
  const one = useWhole(left);
  const other = useWhole(right);
  const isCut = one.isCut || other.isCut;
  return <Both left={one.value} right={other.value} isBrief={isBrief} isCut={isCut} />;
}

function useWhole({ execution, step }: Side): { value: Json | undefined; isCut: boolean } {
  const canLoad = step?.isPreview === true && step.seq !== null;
  const { data } = useQuery({ ...stepOutputQuery(execution, step?.seq ?? 0), enabled: canLoad });
  const isCut = step?.isPreview === true && data?.is_preview !== false;
  return { value: data?.output ?? step?.output, isCut };
}

function partOf(step: Step | undefined): Part | undefined {
  return step && { output: step.output, isPreview: step.is_preview, seq: step.seq };
}

type BothProps = { left: Json | undefined; right: Json | undefined; isBrief: boolean; isCut?: boolean };

function Both({ left, right, isBrief, isCut = false }: BothProps) {
  const rows = useMemo(() => compared(left, right), [left, right]);
  const changes = rows.filter((row) => row.difference !== "same" && !isParent(row.left, row.right)).length;
  const shown = isBrief ? rows.filter((row) => row.difference !== "same") : rows;
  return (
    <>
      <Text size="xs" px="xs" pb={4} role="status">
        {changes > 0 ? plural(changes, "difference") : isCut ? "Both begin the same." : "Both are the same."}
      </Text>
      <DifferenceRows rows={shown} />
    </>
  );
}

function isParent(left: Json | undefined, right: Json | undefined): boolean {
  return (
    typeof left === "object" &&
    left !== null &&
    typeof right === "object" &&
    right !== null &&
    Array.isArray(left) === Array.isArray(right)
  );
}

function nameOf(item: ExecutionItem): string {
  const version = item.version === null ? "draft" : `version ${item.version}`;
  return `${formatExact(item.created_at)}: ${statusWord(item.status).toLowerCase()}, ${version}`;
}
