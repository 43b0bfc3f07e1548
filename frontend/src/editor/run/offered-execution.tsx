import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { latestExecutionsQuery } from "~/api/queries/executions";
import type { ExecutionItem } from "~/api/shapes";
import { useRun, useStores } from "../context";
import { useRunDetails } from "./details";
import { LIVE } from "./watch";

/** Offers to follow an execution of this workflow that somebody starts elsewhere while it is open here. */
export function OfferedExecution() {
  const { run } = useStores();
  const [openedAt] = useState(() => Date.now());
  const workflowId = useRunDetails((details) => details.workflowId);
  const known = useRunDetails((details) => details.known);
  const isStarting = useRun((state) => state.isStarting);
  const { data } = useQuery({ ...latestExecutionsQuery(workflowId), enabled: workflowId !== "" });
  const offered = isStarting ? undefined : data?.items.find((each) => isOffered(each, known, openedAt));
  if (offered === undefined) return null;
  return (
    <Button size="xs" variant="light" color="violet" onClick={() => void run.getState().show(offered.id)}>
      {whoStarted(offered)} started an execution: follow
    </Button>
  );
}

/** Live, unknown here, and newer than the page or still at work. */
export function isOffered(item: ExecutionItem, known: ReadonlySet<string>, openedAt: number): boolean {
  return LIVE.has(item.status) && !known.has(item.id) && Date.parse(item.created_at) > openedAt - 60_000;
}

const STARTERS: Readonly<Record<ExecutionItem["trigger"], string>> = {
  api: "An API call",
  manual: "Somebody",
  schedule: "A schedule",
  webhook: "A webhook",
  workflow: "Another workflow",
  error: "An error elsewhere",
  retry: "A retry",
};

function whoStarted({ started_by, trigger }: ExecutionItem): string {
  if (started_by !== null) return started_by.name ?? "Somebody";
  return STARTERS[trigger];
}
