/** Doing the execution that is shown once more. */

import type { StoreApi } from "zustand/vanilla";
import { isProblem } from "~/api/problem";
import { retryExecution } from "~/api/queries/steering";
import type { RunState } from "../state";
import { detailsOf } from "./details";

/**
 * Do once more what did not succeed, and show the new execution.
 *
 * Returns the refusal when nobody knows whether an effect has happened; the caller asks, and repeats it or not.
 */
export async function retry(run: StoreApi<RunState>, { repeatUnknown = false } = {}): Promise<Error | null> {
  const id = run.getState().execution?.id;
  if (id === undefined) return null;
  try {
    const again = await retryExecution(detailsOf(run).getState().workflowId, id, { repeatUnknown });
    await run.getState().show(again.id);
  } catch (problem) {
    if (isProblem(problem, "outcome_unknown")) return problem;
    detailsOf(run).setState({ trouble: { word: "Not retried" } });
    run.setState({ problem });
  }
  return null;
}
