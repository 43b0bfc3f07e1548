/** What can be done about executions by shortcut or from the palette of commands. */

import { readLastEnded } from "~/api/queries/executions";
import { notifyProblem } from "~/ui/notify";
import type { Action } from "../actions";
import type { EditorStores } from "../context";
import { detailsOf } from "./details";
import { isPinnable, pinOutput, unpinOutput } from "./pinning";
import { failedNode, isLive } from "./standing";

export const runActions: readonly Action[] = [
  {
    id: "run",
    label: "Run",
    group: "Run",
    keys: ["mod+Enter"],
    isEnabled: canStart,
    run: ({ run }) => void run.getState().start(),
  },
  {
    id: "run-to-here",
    label: "Run to the selected node",
    group: "Run",
    keys: ["mod+shift+Enter"],
    isEnabled: (stores) => canStart(stores) && selectedNode(stores) !== null,
    run: runToHere,
  },
  {
    id: "run-from-here",
    label: "Run from the selected node with the last data",
    group: "Run",
    keys: ["mod+alt+Enter"],
    isEnabled: canRunFromHere,
    run: (stores) => void runFromHere(stores),
  },
  {
    id: "stop",
    label: "Stop the execution",
    group: "Run",
    keys: ["mod+alt+S"],
    isEnabled: ({ run }) => isLive(run.getState().execution),
    run: ({ run }) => void run.getState().stop(),
  },
  {
    id: "pin",
    label: "Pin the output of the selected node, or unpin it",
    group: "Run",
    keys: ["P"],
    isEnabled: canPin,
    run: togglePin,
  },
  {
    id: "go-to-failed-node",
    label: "Go to the node that failed",
    group: "Run",
    isEnabled: ({ run }) => failedNode(run.getState().execution, run.getState().nodes) !== null,
    run: goToFailedNode,
  },
  {
    id: "back-to-editing",
    label: "Hide the execution and go back to editing",
    group: "Run",
    isEnabled: ({ run }) => run.getState().execution !== null,
    run: ({ run }) => run.getState().hide(),
  },
];

export function canStart({ run }: EditorStores): boolean {
  const { isStarting, execution } = run.getState();
  return detailsOf(run).getState().canExecute && !isStarting && !isLive(execution);
}

/** The only selected node, if it is one. */
export function selectedNode({ editor }: EditorStores): string | null {
  const { nodes } = editor.getState().selection;
  const [only] = nodes;
  return nodes.size === 1 && only !== undefined ? only : null;
}

export function runToHere(stores: EditorStores): void {
  const node = selectedNode(stores);
  if (node !== null) void stores.run.getState().start({ to: node });
}

/** The node stands outside of containers. The data is that of the execution that is shown, else of the last one. */
export function canRunFromHere(stores: EditorStores): boolean {
  const node = selectedNode(stores);
  if (node === null || !canStart(stores)) return false;
  const { document } = stores.editor.getState();
  return document.nodes.some((each) => each.id === node && each.parent === undefined);
}

export async function runFromHere(stores: EditorStores): Promise<void> {
  const node = selectedNode(stores);
  const { execution, start } = stores.run.getState();
  if (node === null) return;
  try {
    const executionId = execution?.id ?? (await readLastEnded(detailsOf(stores.run).getState().workflowId));
    if (executionId === undefined) throw new Error("Nothing has run yet whose data could be used.");
    void start({ from: { executionId, nodeId: node } });
  } catch (problem) {
    notifyProblem("Not started", problem);
  }
}

export function goToFailedNode({ editor, run }: EditorStores): void {
  const node = failedNode(run.getState().execution, run.getState().nodes);
  if (node !== null) editor.getState().goTo(node);
}

function canPin(stores: EditorStores): boolean {
  const node = selectedNode(stores);
  if (node === null || !stores.editor.getState().canEdit) return false;
  const { pinned, nodes } = stores.run.getState();
  return Object.hasOwn(pinned, node) || isPinnable(nodes.get(node));
}

export function togglePin(stores: EditorStores): void {
  const node = selectedNode(stores);
  if (node === null) return;
  if (Object.hasOwn(stores.run.getState().pinned, node)) unpinOutput(stores, node);
  else void pinOutput(stores, node);
}
