import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { readRole, updateRole } from "~/api/queries/roles";
import type { Role } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { useMembersChanged } from "../use-members-changed";
import { RoleFields, type RoleTexts } from "./role-fields";

export type EditRoleDialogProps = { role: Role; onClose: () => void };

/** Another name or description. What the role allows stays, also when somebody changed it meanwhile. */
export function EditRoleDialog({ role, onClose }: EditRoleDialogProps) {
  const { name, description } = role;
  const form = useForm<RoleTexts>({ defaultValues: { name, description } });
  const changed = useMembersChanged();
  const saving = useMutation({
    mutationFn: async (texts: RoleTexts) => {
      const { permissions } = await readRole(role.id);
      return updateRole(role.id, { ...texts, name: texts.name.trim(), permissions });
    },
    onSuccess: async () => {
      await changed();
      notifyDone("The role is saved.");
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`The role ${name}`} size="lg">
      <form noValidate onSubmit={form.handleSubmit((texts) => saving.mutate(texts))}>
        <Stack>
          {saving.error && <ProblemAlert error={saving.error} title="The role was not saved" />}
          <RoleFields form={form} error={saving.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
