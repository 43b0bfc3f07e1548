/** Pinning what a node gave, whole even where only its beginning is shown, and taking it off again. */

import { readWholeOutput } from "~/api/queries/executions";
import { own } from "~/lib/own";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { notifyUndo } from "~/ui/notify-undo";
import type { EditorStores } from "../context";
import type { NodeRun } from "../state";

/** Whether a run gave something that can stand for the node: what failed or was skipped did not. */
export function isPinnable(run: NodeRun | undefined): boolean {
  return run?.status === "succeeded" && run.output !== undefined;
}

/** Pin what a node gave last; say so, and say when it cannot be read whole. */
export async function pinOutput({ run }: EditorStores, node: string): Promise<void> {
  const { nodes, execution, pin } = run.getState();
  const last = nodes.get(node);
  if (last === undefined || !isPinnable(last)) return;
  if (!last.isPreview || execution === null || last.seq === null)
    return done(() => pin(node, last.output ?? null));
  try {
    const whole = await readWholeOutput(execution.id, last.seq);
    done(() => pin(node, whole));
  } catch (problem) {
    notifyProblem("The output was not pinned", problem);
  }
}

/** Let a node run again; the value that was pinned can be brought back for a while. */
export function unpinOutput({ run }: EditorStores, node: string): void {
  const { pinned, pin, unpin } = run.getState();
  const value = own(pinned, node);
  if (value === undefined) return;
  unpin(node);
  notifyUndo("Unpinned. The node runs again.", () => pin(node, value));
}

function done(pin: () => void): void {
  pin();
  notifyDone("Pinned. Executions of the draft use this output, and the node does not run.");
}
