/** How many elements went along the edges behind a node. Pure. */

import type { Json } from "~/document/types";
import { formatCount } from "~/lib/format";
import type { NodeRun } from "../state";

/** Elements of a list; anything else is one; nothing is none. */
export function passedCount(output: Json | undefined): number {
  if (output === undefined) return 0;
  return Array.isArray(output) ? output.length : 1;
}

/** "3", or "50+" where only the beginning of a list is known. Null when nothing passed. */
export function passedLabel(run: Pick<NodeRun, "status" | "output" | "isPreview">): string | null {
  if (run.status !== "succeeded" || run.output === undefined) return null;
  const isCut = run.isPreview && Array.isArray(run.output);
  return `${formatCount(passedCount(run.output))}${isCut ? "+" : ""}`;
}
