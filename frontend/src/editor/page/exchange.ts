/** Documents as files: downloading what is open, and reading one in its place. */

import { exportWorkflow } from "~/api/queries/workflow";
import { replaceDocument } from "~/document/commands/command";
import { exportText, importText } from "~/document/open";
import { notifyDone, notifyProblem } from "~/ui/notify";
import type { EditorStore } from "../store";

export type FileFormat = "json" | "yaml";

/** As JSON what is shown, as YAML what is published. */
export async function download(editor: EditorStore, name: string, format: FileFormat): Promise<void> {
  try {
    const { workflowId, document } = editor.getState();
    const blob =
      format === "json"
        ? new Blob([exportText(document)], { type: "application/json" })
        : await exportWorkflow(workflowId, format);
    offer(blob, `${fileName(name)}.${format}`);
  } catch (error) {
    notifyProblem("The workflow could not be exported", error);
  }
}

/** Put the document of a file in place of what is open; undo brings that back. */
export async function readInto(editor: EditorStore, file: File): Promise<void> {
  const imported = importText(await file.text());
  if (!imported.ok) {
    const { line, column, message } = imported.problem;
    notifyProblem(`${file.name} is no workflow`, new Error(`Line ${line}, column ${column}: ${message}`));
    return;
  }
  editor.getState().dispatch(replaceDocument(imported.document), { label: `import ${file.name}` });
  notifyDone(`Imported ${file.name}. Undo brings back what was there.`);
}

export function formatOf(name: string): FileFormat | null {
  if (/\.json$/i.test(name)) return "json";
  return /\.ya?ml$/i.test(name) ? "yaml" : null;
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "") || "workflow";
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
