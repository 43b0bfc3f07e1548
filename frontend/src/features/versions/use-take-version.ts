import { useQueryClient } from "@tanstack/react-query";
import { versionQuery } from "~/api/queries/workflow";
import { replaceDocument } from "~/document/commands/command";
import { openDocument } from "~/document/open";
import { useSession } from "~/editor/page/session-context";
import { notifyDone, notifyProblem } from "~/ui/notify";

/** Puts what a version says on the canvas, in place of the draft; undo brings that back. Null for who only looks. */
export function useTakeVersion(): ((version: number) => Promise<void>) | null {
  const { saver, stores, workflowId } = useSession();
  const cache = useQueryClient();
  if (saver === null) return null;
  return async (version) => {
    try {
      const { document } = await cache.fetchQuery(versionQuery(workflowId, String(version)));
      const { dispatch } = stores.editor.getState();
      dispatch(replaceDocument(openDocument(document)), { label: `take version ${version}` });
      notifyDone(`Version ${version} is on the canvas. Undo brings back what was there.`);
    } catch (problem) {
      notifyProblem(`Version ${version} could not be loaded`, problem);
    }
  };
}
