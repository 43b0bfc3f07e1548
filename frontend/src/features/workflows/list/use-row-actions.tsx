import { useQuery, useQueryClient } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { duplicateWorkflow, exportWorkflow } from "~/api/queries/workflow";
import { purgeWorkflow, restoreWorkflow, trashWorkflow } from "~/api/queries/workflows";
import type { WorkflowItem } from "~/api/shapes";
import { offerFile } from "~/lib/offer-file";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { notifyUndo } from "~/ui/notify-undo";

const LONGEST_NAME = 200;
const COPY = " (copy)";

/** What a row can do. Every refusal is told; the list is asked for again afterwards. */
export function useRowActions(item: WorkflowItem) {
  const cache = useQueryClient();
  const canCreate = useQuery(meQuery()).data?.permissions.includes("workflows.create") ?? false;

  async function act(refusal: string, action: () => Promise<void>) {
    try {
      await action();
      await cache.invalidateQueries({ queryKey: ["workflows"] });
    } catch (error) {
      notifyProblem(refusal, error);
    }
  }

  const restore = () =>
    void act("The workflow was not restored", async () => {
      await restoreWorkflow(item.id);
      notifyDone(`“${item.name}” is back among the workflows.`);
    });

  return {
    canCreate,
    restore,
    duplicate: () =>
      void act("The workflow was not duplicated", async () => {
        const copy = await duplicateWorkflow(item.id, item.name.slice(0, LONGEST_NAME - COPY.length) + COPY);
        notifyDone(`Made “${copy.name}”.`);
      }),
    download: (format: "json" | "yaml") =>
      void act("The workflow was not exported", async () => {
        offerFile(await exportWorkflow(item.id, format), item.name, format);
      }),
    trash: () =>
      void act("The workflow was not moved to the trash", async () => {
        await trashWorkflow(item.id);
        notifyUndo(`“${item.name}” is in the trash.`, restore);
      }),
    purge: () =>
      confirm({
        title: `Delete “${item.name}” for good?`,
        children:
          "Its versions, its executions and who it is shared with go with it. Nobody can bring it back.",
        action: "Delete for good",
        onConfirm: () =>
          void act("The workflow was not deleted", async () => {
            await purgeWorkflow(item.id);
            notifyDone(`“${item.name}” is deleted.`);
          }),
      }),
  };
}
