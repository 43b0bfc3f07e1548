/** What went over an edge in the execution that is shown. */

import type { NodeType } from "~/document/catalogue";
import { carried, isPart } from "../../run/carried";
import { passedLabel } from "../../run/passed";
import type { NodeRun } from "../../state";

/** How many elements passed, or null where nothing did, or went another way. */
export function passedOver(
  type: NodeType | undefined,
  run: NodeRun | undefined,
  port: string,
): string | null {
  const output = carried(type, run, port);
  if (run === undefined || output === undefined) return null;
  return passedLabel(output, run.isPreview && !isPart(type, run, port));
}
