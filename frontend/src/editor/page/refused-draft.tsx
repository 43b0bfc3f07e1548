import { Button, Popover, Stack, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { meQuery } from "~/api/queries/session";
import { createFromDocument, workflowQuery } from "~/api/queries/workflow";
import { exportDocument } from "~/document/open";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { download } from "./exchange";
import { useSession } from "./session-context";

export type RefusedDraftProps = {
  text: string;
  /** What the server said, and what that means. */
  detail: string;
};

/** A draft that the server does not take, as the workflow is deleted or a right is gone: the ways to keep the work. */
export function RefusedDraft({ text, detail }: RefusedDraftProps) {
  const { stores, saver, workflowId } = useSession();
  const canCreate = useQuery(meQuery()).data?.permissions.includes("workflows.create") ?? false;
  const name = useQuery({ ...workflowQuery(workflowId), enabled: false }).data?.name ?? "Workflow";
  const saving = useSaveAsNew(name);
  return (
    <div role="status">
      <Popover width={320} position="bottom-start" shadow="md" trapFocus returnFocus withRoles>
        <Popover.Target>
          <Button size="compact-sm" color="orange" leftSection={<IconCloudOff size={16} aria-hidden />}>
            {text}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            <Text size="sm">The server did not take the draft. {detail}</Text>
            {saving.error && <ProblemAlert error={saving.error} title="No new workflow was made" />}
            <Button size="xs" onClick={() => void saver?.saveNow().catch(() => undefined)}>
              Try again
            </Button>
            {canCreate && (
              <Button size="xs" variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
                Save as a new workflow
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => void download(stores.editor, name, "json")}>
              Export
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Goes to the new one; nothing holds back, as it has everything that could not be saved. */
function useSaveAsNew(name: string) {
  const { stores } = useSession();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => {
      const document = exportDocument(stores.editor.getState().document);
      return createFromDocument(`${name} (my draft)`.slice(0, 200), document);
    },
    onSuccess: async ({ id, name: given }) => {
      void cache.invalidateQueries({ queryKey: ["workflows"] });
      notifyDone(`Your draft is saved as “${given}”.`);
      await navigate({ to: "/workflows/$workflowId", params: { workflowId: id }, ignoreBlocker: true });
    },
  });
}
