import { Anchor, Button, CloseButton, Group, Popover, Stack, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { isProblem } from "~/api/problem";
import type { Execution } from "~/api/queries/executions";
import { formatDuration } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { useRun, useStores } from "../context";
import type { ShownExecution } from "../state";
import { useRunDetails } from "./details";
import { ExecutionNotice } from "./execution-notice";
import { NotValid } from "./not-valid";
import { OfAnotherWorkflow } from "./of-another-workflow";
import classes from "./run.module.css";
import { isLive, statusWord } from "./standing";

const COLOURS: Readonly<Record<string, string>> = {
  queued: "gray",
  running: "blue",
  waiting: "violet",
  succeeded: "green",
  failed: "red",
  cancelled: "orange",
};

/** Where the shown execution stands; opened, what it waits for or what to do about its failure. */
export function ExecutionStatus() {
  const { run } = useStores();
  const execution = useRun((state) => state.execution);
  const problem = useRun((state) => state.problem);
  const isLost = useRunDetails((details) => details.link === "reconnecting");
  const trouble = useRunDetails((details) => details.trouble);
  const [isOpen, setOpen] = useState(false);
  useOpenOnTrouble(execution?.status, problem, setOpen);
  const word = problem !== null ? trouble.word : execution ? statusWord(execution.status) : null;
  return (
    <Popover
      opened={isOpen && word !== null}
      onChange={setOpen}
      width={360}
      position="bottom-end"
      withArrow
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        <Button
          className={classes.status}
          size="xs"
          variant="light"
          color={problem !== null ? "red" : (COLOURS[execution?.status ?? ""] ?? "gray")}
          style={{ visibility: word === null ? "hidden" : "visible" }}
          onClick={() => setOpen((before) => !before)}
          aria-live="polite"
        >
          {isLost && isLive(execution) ? "Connecting…" : word}
          {execution && problem === null && <Elapsed key={execution.status} execution={execution} />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="About this execution">
        <Stack gap="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600}>{word}</Text>
            <CloseButton aria-label="Close" onClick={() => setOpen(false)} />
          </Group>
          {isProblem(problem, "invalid_document") ? (
            <NotValid onGo={() => setOpen(false)} />
          ) : problem !== null ? (
            <>
              <ProblemAlert error={problem} {...(trouble.again && { onRetry: trouble.again })} />
              {problem instanceof OfAnotherWorkflow && <ThereLink execution={problem.execution} />}
            </>
          ) : (
            <ExecutionNotice />
          )}
          {execution && (
            <Button size="xs" variant="subtle" onClick={() => run.getState().hide()}>
              Hide this execution
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Leads to the workflow that the execution is of. */
function ThereLink({ execution }: { execution: Execution }) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => (
        <Link
          to="/workflows/$workflowId"
          params={{ workflowId: execution.workflow_id }}
          search={{ execution: execution.id }}
          {...props}
        />
      )}
    >
      Open it in {execution.workflow_name}
    </Anchor>
  );
}

/** What needs somebody opens by itself, once. */
function useOpenOnTrouble(
  status: string | undefined,
  problem: unknown,
  open: (isOpen: boolean) => void,
): void {
  useEffect(() => {
    open(problem !== null || status === "failed" || status === "waiting");
  }, [status, problem, open]);
}

/** Counts up while it runs. */
function Elapsed({ execution }: { execution: ShownExecution }) {
  const [now, setNow] = useState(() => Date.now());
  const counts = isLive(execution);
  const { start, stop } = useInterval(() => setNow(Date.now()), 200);
  useEffect(() => {
    if (counts) start();
    return stop;
  }, [counts, start, stop]);
  if (execution.startedAt === null) return null;
  const ms = execution.durationMs ?? (counts ? Math.max(0, now - Date.parse(execution.startedAt)) : null);
  return ms === null ? null : <span>&nbsp;{formatDuration(counts ? Math.floor(ms / 100) * 100 : ms)}</span>;
}
