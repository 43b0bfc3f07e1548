/** What one can do with the execution that is shown: do it once more, send it a signal, decide for it. */

import type { StoreApi } from "zustand/vanilla";
import { isProblem } from "~/api/problem";
import { type Decision, decideStep, retryExecution, sendSignal } from "~/api/queries/steering";
import type { Json } from "~/document/types";
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

/** @throws ApiProblem when the execution takes none. */
export async function signal(run: StoreApi<RunState>, name: string, payload: Json): Promise<void> {
  const { execution } = run.getState();
  if (execution) await sendSignal(detailsOf(run).getState().workflowId, execution.id, { name, payload });
}

/** @throws ApiProblem when there is nothing to decide any more. */
export async function decide(run: StoreApi<RunState>, seq: number, decision: Decision): Promise<void> {
  const { execution } = run.getState();
  if (execution) await decideStep(detailsOf(run).getState().workflowId, execution.id, seq, decision);
}
