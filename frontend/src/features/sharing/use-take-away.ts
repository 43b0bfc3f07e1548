import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import type { Share, WorkflowDetail } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyProblem } from "~/ui/notify";
import { notifyUndo } from "~/ui/notify-undo";
import { granteeOf, isForMe, nameOf, needsNoShare } from "./grantees";
import { type ShareChange, useShare } from "./use-share";

type Change = (change: ShareChange, options: { onSuccess: () => void }) => void;

/** Takes a share away. Others get it back by an undo; whoever takes their own away could not, and is asked first. */
export function useTakeAway(workflow: WorkflowDetail, change: Change): (item: Share) => void {
  const me = useQuery(meQuery()).data;
  const undoing = useShare(workflow.id);

  function takeAway(item: Share) {
    const [grantee, name] = [granteeOf(item), nameOf(item)];
    if (!grantee) return;
    const giveBack = () =>
      void undoing
        .mutateAsync({ grantee, level: item.level })
        .catch((problem: unknown) => notifyProblem(`${name} did not get the share back`, problem));
    const onSuccess = () => notifyUndo(`It is not shared with ${name} any more.`, giveBack);
    change({ grantee, level: null }, { onSuccess });
  }

  return (item) => {
    if (needsNoShare(workflow, me) || !isForMe(item, me)) return takeAway(item);
    confirm({
      title: item.user ? "Stop sharing with yourself?" : `Stop sharing with your role ${nameOf(item)}?`,
      children: "You lose what this share allows you. You may not be able to give it back to yourself.",
      action: "Stop sharing",
      onConfirm: () => takeAway(item),
    });
  };
}
