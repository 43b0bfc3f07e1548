import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { readRole, updateRole } from "~/api/queries/roles";
import { plural } from "~/lib/format";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { useMembersChanged } from "../use-members-changed";
import { type RoleChange, wantedOf } from "./edits";
import classes from "./matrix.module.css";

export type UnsavedBarProps = {
  changes: readonly RoleChange[];
  onDiscard: () => void;
  /** With the id of a role that is saved. */
  onSaved: (id: string) => void;
};

/** What is not saved yet, and the two ways on. */
export function UnsavedBar({ changes, onDiscard, onSaved }: UnsavedBarProps) {
  const changed = useMembersChanged();
  const saving = useMutation({
    mutationFn: async () => {
      for (const change of changes) {
        const role = await readRole(change.role.id);
        await updateRole(role.id, { ...role, permissions: wantedOf({ ...change, role }) });
      }
      await changed();
      return changes;
    },
    onSuccess: (saved) => {
      for (const { role } of saved) onSaved(role.id);
      notifyDone(`${plural(saved.length, "role")} saved. It holds within a second.`);
    },
    onError: changed,
  });
  return (
    <div className={classes.bar} role="status">
      {changes.length > 0 && (
        <Paper withBorder shadow="md" p="sm">
          <Stack gap="sm">
            {saving.error && <ProblemAlert error={saving.error} title="Not everything was saved" />}
            <Group justify="space-between">
              <Text size="sm">Not saved yet: {changes.map(told).join("; ")}</Text>
              <Group gap="sm">
                <Button variant="default" disabled={saving.isPending} onClick={onDiscard}>
                  Discard
                </Button>
                <Button loading={saving.isPending} onClick={() => saving.mutate()}>
                  Save
                </Button>
              </Group>
            </Group>
          </Stack>
        </Paper>
      )}
    </div>
  );
}

function told({ role, added, removed }: RoleChange): string {
  const parts = [
    added.length > 0 && `${plural(added.length, "permission")} more`,
    removed.length > 0 && `${plural(removed.length, "permission")} fewer`,
  ];
  return `${role.name} (${parts.filter(Boolean).join(", ")})`;
}
