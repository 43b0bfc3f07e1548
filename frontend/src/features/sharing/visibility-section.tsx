import { Radio, Stack } from "@mantine/core";
import { changeVisibility } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { useWorkflowChange } from "./use-workflow-change";

export type VisibilitySectionProps = { workflow: WorkflowDetail; canShare: boolean };

type Visibility = WorkflowDetail["visibility"];

/** Whether roles reach the workflow, or only its owner and those it is shared with. */
export function VisibilitySection({ workflow, canShare }: VisibilitySectionProps) {
  const changing = useWorkflowChange(workflow.id, (visibility: Visibility, etag) =>
    changeVisibility(workflow.id, visibility, etag),
  );
  const shown = changing.isPending ? changing.variables : workflow.visibility;

  function change(value: string) {
    const visibility: Visibility = value === "private" ? "private" : "tenant";
    changing.mutate(visibility, {
      onSuccess: () =>
        notifyDone(visibility === "private" ? "The workflow is private." : "Roles reach the workflow again."),
    });
  }

  return (
    <Stack gap="xs">
      <Radio.Group label="Visibility" value={shown} onChange={change}>
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
