import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changeMember } from "~/api/queries/members";
import { allRolesQuery } from "~/api/queries/roles";
import type { Me, Member } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { QueryView } from "~/ui/query-view";
import { RoleChoices } from "../role-choices";
import { useMembersChanged } from "../use-members-changed";

export type RolesDialogProps = { member: Member; me: Me; onClose: () => void };

const MOST = 20;

/** Which roles a member has. */
export function RolesDialog({ member, me, onClose }: RolesDialogProps) {
  const roles = useQuery(allRolesQuery());
  const had = member.roles.map(({ id }) => id);
  const [chosen, setChosen] = useState<readonly string[]>(had);
  const changed = useMembersChanged();
  const saving = useMutation({
    mutationFn: () => changeMember(member.id, { roles: chosen }),
    onSuccess: async () => {
      await changed();
      notifyDone(`${member.name} has other roles.`);
      onClose();
    },
  });
  const isSame = chosen.length === had.length && chosen.every((id) => had.includes(id));
  return (
    <Modal opened onClose={onClose} title={`Roles of ${member.name}`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Stack>
          {saving.error && <ProblemAlert error={saving.error} title="The roles were not changed" />}
          {member.id === me.id && (
            <Alert color="orange">These are your own roles: what you take away, you cannot give back.</Alert>
          )}
          <QueryView query={roles}>
            {(all) => (
              <RoleChoices roles={all} mine={me.permissions} had={had} value={chosen} onChange={setChosen} />
            )}
          </QueryView>
          {chosen.length > MOST && <Alert color="red">A member has {MOST} roles at most.</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={isSame || chosen.length > MOST}>
              Save the roles
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
