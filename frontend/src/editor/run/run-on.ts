import { containersOf, nodeById } from "~/document/lookup";
import type { WorkflowDocument } from "~/document/types";
import type { EditorStores } from "../context";
import { failedNode } from "./standing";

/** Run what is on the canvas from the node that failed; what came before it is not done again. */
export async function runOn({ editor, run }: EditorStores): Promise<void> {
  const { execution, nodes, start } = run.getState();
  const failed = failedNode(execution, nodes);
  const from = failed === null ? undefined : outermost(editor.getState().document, failed);
  if (execution === null || from === undefined) return start();
  return start({ from: { executionId: execution.id, nodeId: from } });
}

/** A container runs as a whole. Undefined: the node is not there any more. */
function outermost(document: WorkflowDocument, id: string): string | undefined {
  return nodeById(document, id) && (containersOf(document, id).at(-1) ?? id);
}
