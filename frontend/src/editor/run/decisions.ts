/** What somebody says of an effect that nobody recorded. Pure. */

import type { Step } from "~/api/queries/executions";
import type { Decision } from "~/api/queries/steering";
import type { JsonText } from "./json-text";

/** Steps whose outcome nobody knows: what was begun, and has no end. */
export function undecided(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ status }) => status === "running" || status === "interrupted");
}

/** Null while something is lacking. */
export function decisionOf(choice: string, value: JsonText, message: string): Decision | null {
  if (choice === "repeat") return { decision: "repeat" };
  if (choice === "fail") return message.trim() === "" ? null : { decision: "fail", message: message.trim() };
  if (choice !== "succeeded" || !value.isValid) return null;
  return { decision: "succeeded", value: value.value ?? null };
}
