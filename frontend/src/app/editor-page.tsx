import { useParams } from "@tanstack/react-router";
import { Editor } from "~/editor/editor";
import { EDITOR_PANELS } from "./editor-panels";

/** The editor of one workflow. */
export function EditorPage() {
  const { workflowId } = useParams({ from: "/inside/workflows/$workflowId" });
  return <Editor key={workflowId} workflowId={workflowId} panels={EDITOR_PANELS} />;
}
