/** What went over an edge in the execution that is shown. */

import { PLAIN } from "~/document/ports";
import { passedLabel } from "../../run/passed";
import type { NodeRun } from "../../state";

/** How many elements passed, or null where nothing did, or went another way. */
export function passedOver(run: NodeRun | undefined, port: string): string | null {
  if (run === undefined) return null;
  const isThisWay = run.port === null || port === PLAIN || run.port === port;
  return isThisWay ? passedLabel(run) : null;
}
