/** How many elements went along the edges behind a node. Pure. */

import type { Json } from "~/document/types";
import { formatCount } from "~/lib/format";

/** Elements of a list; anything else is one; nothing is none. */
export function passedCount(output: Json | undefined): number {
  if (output === undefined) return 0;
  return Array.isArray(output) ? output.length : 1;
}

/** "3", or "50+" where only the beginning of a list is known. */
export function passedLabel(output: Json, isPreview: boolean): string {
  return `${formatCount(passedCount(output))}${isPreview && Array.isArray(output) ? "+" : ""}`;
}
