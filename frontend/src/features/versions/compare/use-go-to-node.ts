import { useNavigate } from "@tanstack/react-router";
import { nodeById } from "~/document/lookup";
import { useStores } from "~/editor/context";
import { useSession } from "~/editor/page/session-context";
import { readFilters } from "~/lib/filters";
import { notifyProblem } from "~/ui/notify";
import { type Ends, nameOf } from "./ends";

/** Show a node of a comparison on the canvas, where the document that is open has it. */
export function useGoToNode({ before, after }: Ends): (node: string) => void {
  const { editor } = useStores();
  const { workflowId } = useSession();
  const navigate = useNavigate();
  return (node) => {
    const { document, goTo } = editor.getState();
    if (!nodeById(document, node)) {
      notifyProblem(
        "This node is not on the canvas",
        new Error(`${nameOf(before)} or ${nameOf(after).toLowerCase()} has it. Look at that one to see it.`),
      );
      return;
    }
    void navigate({
      to: "/workflows/$workflowId",
      params: { workflowId },
      search: (address: Record<string, unknown>) =>
        readFilters({ ...address, compare: undefined, panel: undefined }),
      replace: true,
    });
    goTo(node);
  };
}
