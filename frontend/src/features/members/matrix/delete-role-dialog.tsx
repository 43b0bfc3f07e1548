import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { deleteRole } from "~/api/queries/roles";
import type { Role } from "~/api/shapes";
import { plural } from "~/lib/format";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { lacking } from "../rank";
import { useMembersChanged } from "../use-members-changed";

export type DeleteRoleDialogProps = {
  role: Role;
  roles: readonly Role[];
  mine: readonly string[];
  onClose: () => void;
};

/** Delete a role; who has it, or was invited into it, gets another one. */
export function DeleteRoleDialog({ role, roles, mine, onClose }: DeleteRoleDialogProps) {
  const [heir, setHeir] = useState<string | null>(null);
  const changed = useMembersChanged();
  const deleting = useMutation({
    mutationFn: () => deleteRole(role.id, heir ?? undefined),
    onSuccess: async () => {
      await changed();
      notifyDone(`The role ${role.name} is deleted.`);
      onClose();
    },
  });
  const isInUse = role.members > 0;
  const heirs = roles.filter((each) => each.id !== role.id && lacking(each, mine).length === 0);
  return (
    <Modal opened onClose={onClose} title={`Delete the role ${role.name}?`}>
      <Stack>
        <Text size="sm">
          {isInUse
            ? `${plural(role.members, "member has", "members have")} it. They need another role in its place.`
            : "No member has it. Where it is used in open invitations or shares, another role has to be named."}{" "}
          What was shared with this role is not shared with the other one.
        </Text>
        {deleting.error && <ProblemAlert error={deleting.error} title="The role was not deleted" />}
        <Select
          label="Role in its place"
          description="Only roles that allow no more than you may do."
          placeholder={isInUse ? "Choose a role" : "None"}
          data={heirs.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          searchable
          required={isInUse}
          data-autofocus
          value={heir}
          onChange={setHeir}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red"
            disabled={isInUse && heir === null}
            loading={deleting.isPending}
            onClick={() => deleting.mutate()}
          >
            Delete the role
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
