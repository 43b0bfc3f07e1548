import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { createRole } from "~/api/queries/roles";
import type { Role } from "~/api/shapes";
import { plural } from "~/lib/format";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { useMembersChanged } from "../use-members-changed";
import { RoleFields, type RoleTexts } from "./role-fields";

export type NewRoleDialogProps = { roles: readonly Role[]; mine: readonly string[]; onClose: () => void };

/** Make a role, empty or like another; what it allows is ticked in the matrix afterwards. */
export function NewRoleDialog({ roles, mine, onClose }: NewRoleDialogProps) {
  const [likeId, setLikeId] = useState<string | null>(null);
  const form = useForm<RoleTexts>({ defaultValues: { name: "", description: "" } });
  const changed = useMembersChanged();
  const like = roles.find(({ id }) => id === likeId);
  const permissions = like?.permissions.filter((each) => mine.includes(each)) ?? [];
  const making = useMutation({
    mutationFn: (texts: RoleTexts) => createRole({ ...texts, name: texts.name.trim(), permissions }),
    onSuccess: async ({ name }) => {
      await changed();
      notifyDone(`The role ${name} is made.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="New role" size="lg">
      <form noValidate onSubmit={form.handleSubmit((texts) => making.mutate(texts))}>
        <Stack>
          {making.error && <ProblemAlert error={making.error} title="The role was not made" />}
          <RoleFields form={form} error={making.error} />
          <Select
            label="Begin with what another role allows"
            placeholder="With nothing"
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            searchable
            value={likeId}
            onChange={setLikeId}
          />
          <Text size="sm" c="dimmed" role="status">
            {begins(like, permissions.length)}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={making.isPending}>
              Make the role
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function begins(like: Role | undefined, count: number): string {
  if (!like) return "It allows nothing at first. You tick what it is to allow in the matrix.";
  const left = like.permissions.length - count;
  const rest = left > 0 ? ` ${plural(left, "other")} you may not give.` : "";
  return `It allows ${plural(count, "permission")} of ${like.name} at first.${rest}`;
}
