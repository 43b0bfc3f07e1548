/** Pinning what a node gave, whole even where only its beginning is shown. */

import { readWholeOutput } from "~/api/queries/executions";
import { notifyDone, notifyProblem } from "~/ui/notify";
import type { EditorStores } from "../context";

/** Pin what a node gave last; say so, and say when it cannot be read whole. */
export async function pinOutput({ run }: EditorStores, node: string): Promise<void> {
  const { nodes, execution, pin } = run.getState();
  const last = nodes.get(node);
  if (last?.output === undefined) return;
  if (!last.isPreview || execution === null || last.seq === null)
    return done(() => pin(node, last.output ?? null));
  try {
    const whole = await readWholeOutput(execution.id, last.seq);
    done(() => pin(node, whole));
  } catch (problem) {
    notifyProblem("The output was not pinned", problem);
  }
}

function done(pin: () => void): void {
  pin();
  notifyDone("Pinned. Executions of the draft use this output, and the node does not run.");
}
