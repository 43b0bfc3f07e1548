import { useParams } from "@tanstack/react-router";
import { Editor } from "~/editor/editor";

/** The editor of one workflow. */
export function EditorPage() {
  const { workflowId } = useParams({ from: "/inside/workflows/$workflowId" });
  return <Editor key={workflowId} workflowId={workflowId} />;
}
