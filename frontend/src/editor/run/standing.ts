/** How an execution stands, in words. Pure. */

import type { Execution } from "~/api/queries/executions";
import { own } from "~/lib/own";
import type { NodeRun, ShownExecution } from "../state";
import { LIVE } from "./watch";

const WORDS: Readonly<Record<string, string>> = {
  queued: "Queued",
  running: "Running",
  waiting: "Waiting",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  skipped: "Skipped",
  interrupted: "Interrupted",
};

const WAITS: Readonly<Record<string, string>> = {
  time: "It waits for a time.",
  signal: "It waits for a signal.",
  approval: "It waits for somebody to decide.",
  workflow: "It waits for a workflow that it has called.",
  outcome_unknown:
    "A process ended between an effect and its record. Nobody knows whether it happened. Look there, then say what is true.",
};

export function statusWord(status: string): string {
  return own(WORDS, status) ?? status;
}

export function isLive(execution: Pick<ShownExecution, "status"> | null): boolean {
  return execution !== null && LIVE.has(execution.status);
}

/** Why nothing goes on for the moment; null when something does. */
export function whyItWaits(about: Pick<Execution, "status" | "waiting_for" | "wake_at">): string | null {
  if (about.status === "waiting") return own(WAITS, about.waiting_for ?? "") ?? "It waits.";
  if (about.status !== "queued") return null;
  return about.wake_at
    ? "It was asked to begin later."
    : "It waits for a free worker, or for a place among the active executions.";
}

/** What happens at the time for which it is to be woken; the time follows. */
export function whatThen({ status, waiting_for }: Pick<Execution, "status" | "waiting_for">): string {
  if (status === "queued") return "It begins";
  return waiting_for === "time" ? "It goes on" : "Its time is up";
}

/** The node that is to blame: the one that the error names, else the last that failed. */
export function failedNode(
  execution: ShownExecution | null,
  nodes: ReadonlyMap<string, NodeRun>,
): string | null {
  if (execution?.status !== "failed") return null;
  if (execution.error?.node) return execution.error.node;
  for (const [id, run] of nodes) if (run.status === "failed") return id;
  return null;
}

const ADVICE: Readonly<Record<string, string>> = {
  timeout: "Give it more time in the settings, or make it do less.",
  type_error:
    "Look at its input beside its parameters: a value is of another type than the expression needs.",
  missing_input: "Connect something to its input, or give the execution an input.",
  credential_missing: "Choose a credential in its parameters, or create it under Credentials.",
  attempts_exhausted: "Its processes ended several times. Look at its use of memory, then retry.",
  limit_exceeded: "Make it handle less at once, or ask for a higher limit.",
  cancelled: "Run it again when you are ready.",
};

/** What one can do about an error. */
export function adviceFor(code: string): string {
  return (
    own(ADVICE, code) ??
    "Look at what it got, change it, and retry from there: what has succeeded is not done again."
  );
}
