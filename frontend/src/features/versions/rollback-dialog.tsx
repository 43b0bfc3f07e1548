import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rollBack } from "~/api/queries/versions";
import { workflowKey } from "~/api/queries/workflow";
import type { WorkflowDetail } from "~/api/shapes";
import { useSession } from "~/editor/page/session-context";
import { useFilters } from "~/lib/filters";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { useTakeVersion } from "./use-take-version";

export type RollbackDialogProps = { version: number; workflow: WorkflowDetail; onClose: () => void };

/** Asks for a note, and publishes an earlier version again. */
export function RollbackDialog({ version, workflow, onClose }: RollbackDialogProps) {
  const { saver } = useSession();
  const [, change] = useFilters();
  const cache = useQueryClient();
  const take = useTakeVersion();
  const canTake = workflow.has_draft && take !== null;
  const [isTaken, setTaken] = useState(true);
  const [note, setNote] = useState("");
  const rolling = useMutation({
    mutationFn: async () => {
      await saver?.saveNow();
      const made = await rollBack(workflow.id, version, note.trim());
      await saver?.look();
      if (canTake && isTaken) await take(version);
      return made;
    },
    onSuccess: async (made) => {
      notifyDone(`Version ${made.version} is published; it says what version ${version} says.`);
      onClose();
      change({ version: undefined });
      await cache.invalidateQueries({ queryKey: workflowKey(workflow.id), refetchType: "active" });
      await cache.invalidateQueries({ queryKey: ["workflows"] });
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Roll back to version ${version}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rolling.mutate();
        }}
      >
        <Stack>
          <Text size="sm">
            Version {version} is published again, as version {(workflow.version ?? 0) + 1}. Nothing is lost:
            the versions in between stay
            {workflow.has_draft ? ", and so does the draft." : "."}
          </Text>
          {canTake && (
            <Checkbox
              label="Put it on the canvas too, in place of the draft"
              description="Undo brings the draft back."
              checked={isTaken}
              onChange={(event) => setTaken(event.currentTarget.checked)}
            />
          )}
          <Textarea
            label="Note"
            description="Why, for those who look at the versions."
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {rolling.error && <ProblemAlert error={rolling.error} title="Nothing was rolled back" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={rolling.isPending}>
              Roll back
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
