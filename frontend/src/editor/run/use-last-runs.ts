import { useQuery } from "@tanstack/react-query";
import { type LastRuns, lastRunsQuery } from "~/api/queries/executions";
import { useRun } from "../context";
import { useRunDetails } from "./details";

const NOTHING: LastRuns = { runs: new Map(), input: undefined };

/** What the last execution of the workflow gave, for expressions, while no execution is shown. */
export function useLastRuns(): LastRuns {
  const workflowId = useRunDetails((details) => details.workflowId);
  const isShown = useRun((state) => state.execution !== null);
  const seen = useRunDetails((details) => details.known.size);
  const isWanted = !isShown && workflowId !== "";
  return useQuery({ ...lastRunsQuery(workflowId, seen), enabled: isWanted }).data ?? NOTHING;
}
