import { Radio, Stack } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { changeVisibility, sharesQuery } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyProblem } from "~/ui/notify";
import { notifyUndo } from "~/ui/notify-undo";
import { ProblemAlert } from "~/ui/problem-alert";
import { isForMe, needsNoShare } from "./grantees";
import { useWorkflowChange } from "./use-workflow-change";

export type VisibilitySectionProps = { workflow: WorkflowDetail; canShare: boolean };

type Visibility = WorkflowDetail["visibility"];

const DONE: Readonly<Record<Visibility, string>> = {
  private: "The workflow is private.",
  tenant: "Roles reach the workflow again.",
};

/** Whether roles reach the workflow, or only its owner and those it is shared with. */
export function VisibilitySection({ workflow, canShare }: VisibilitySectionProps) {
  const save = (visibility: Visibility, etag: string) => changeVisibility(workflow.id, visibility, etag);
  const changing = useWorkflowChange(workflow.id, save);
  const undoing = useWorkflowChange(workflow.id, save);
  const losesAccess = useLosesAccess(workflow, canShare);
  const shown = changing.isPending ? changing.variables : workflow.visibility;

  function change(visibility: Visibility) {
    const undo = () =>
      void undoing
        .mutateAsync(workflow.visibility)
        .catch((problem: unknown) => notifyProblem("The visibility was not changed back", problem));
    changing.mutate(visibility, { onSuccess: () => notifyUndo(DONE[visibility], undo) });
  }

  function choose(value: string) {
    if (value !== "private") return change("tenant");
    if (!losesAccess) return change("private");
    confirm({
      title: "Make the workflow private?",
      children:
        "You do not own it, and it is not shared with you. You would not see it any more, and could not change that back.",
      action: "Make it private",
      onConfirm: () => change("private"),
    });
  }

  return (
    <Stack gap="xs">
      <Radio.Group label="Visibility" value={shown} onChange={choose}>
        <Stack gap="xs" mt={6}>
          <Radio
            value="tenant"
            disabled={!canShare}
            label="Everybody whose roles allow it"
            description="What a role says of workflows holds for this one."
          />
          <Radio
            value="private"
            disabled={!canShare}
            label="Private"
            description="Only the owner, those it is shared with, and who may manage all workflows."
          />
        </Stack>
      </Radio.Group>
      {changing.error && <ProblemAlert error={changing.error} title="The visibility was not changed" />}
    </Stack>
  );
}

/** Whether one would not reach the workflow any more, once it is private. */
function useLosesAccess(workflow: WorkflowDetail, canShare: boolean): boolean {
  const me = useQuery(meQuery()).data;
  const shares = useInfiniteQuery({ ...sharesQuery(workflow.id), enabled: canShare }).data;
  if (needsNoShare(workflow, me)) return false;
  return !shares?.pages.some((page) => page.items.some((item) => isForMe(item, me)));
}
