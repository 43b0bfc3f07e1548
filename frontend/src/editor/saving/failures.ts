/** What it means for the work at hand that it could not be saved. */

import { isProblem } from "~/api/problem";
import type { SaveState } from "../state";

type Offline = Extract<SaveState, { kind: "offline" }>;

/** Whether somebody else changed the workflow since it was read. */
export function isStale(error: unknown): boolean {
  return isProblem(error) && error.status === 412;
}

/** Why something was not saved. Only `unreachable` is tried again by itself. */
export function offline(error: unknown): Offline {
  const problem = error instanceof Error ? error.message : "Something unexpected happened.";
  return { kind: "offline", problem, reason: reasonOf(error) };
}

function reasonOf(error: unknown): Offline["reason"] {
  if (!isProblem(error)) return "unreachable";
  if (error.status === 401) return "signed-out";
  const isPassing = error.status === 0 || error.status === 429 || error.status >= 500;
  return isPassing ? "unreachable" : "refused";
}

/** How long to wait before the next try: 1, 2, 4 … 60 seconds, or what the server asks for. */
export function waitBefore(tries: number, error: unknown): number {
  const asked = isProblem(error) ? error.retryAfterS : undefined;
  return asked === undefined ? Math.min(1000 * 2 ** tries, 60_000) : asked * 1000;
}

/** The reason why nothing is saved while two drafts are at odds. */
export function newerDraft(): Error {
  return new Error("Somebody else saved a newer draft. Choose first which one to keep.");
}
