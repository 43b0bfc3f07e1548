import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { invitationsKey, invite } from "~/api/queries/invitations";
import { allRolesQuery } from "~/api/queries/roles";
import type { NewInvitation } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { whyNotGiven } from "../rank";

export type InviteFormProps = {
  mine: readonly string[];
  onMade: (invitation: NewInvitation) => void;
  onCancel: () => void;
};

type Fields = { email: string; role: string | null };

/** Whom to invite, and into which role. */
export function InviteForm({ mine, onMade, onCancel }: InviteFormProps) {
  const queryClient = useQueryClient();
  const roles = useQuery(allRolesQuery()).data ?? [];
  const choices = roles.map((role) => {
    const refused = whyNotGiven(role, mine) !== undefined;
    return {
      value: role.id,
      label: refused ? `${role.name} (more than you may)` : role.name,
      disabled: refused,
    };
  });
  const { register, control, handleSubmit, formState } = useForm<Fields>({
    defaultValues: { email: "", role: null },
  });
  const inviting = useMutation({
    mutationFn: ({ email, role }: Fields) => invite(email.trim(), role ?? ""),
    onSuccess: async (made) => {
      onMade(made);
      await queryClient.invalidateQueries({ queryKey: invitationsKey });
    },
  });
  const errorAt = (pointer: string) =>
    isProblem(inviting.error) ? inviting.error.errorAt(pointer) : undefined;

  return (
    <form noValidate onSubmit={handleSubmit((fields) => inviting.mutate(fields))}>
      <Stack>
        {inviting.error && <ProblemAlert error={inviting.error} title="Nobody was invited" />}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          data-autofocus
          maxLength={254}
          description="An open invitation of the same address ends."
          error={formState.errors.email?.message ?? errorAt("/email")}
          {...register("email", {
            validate: (text) => /^\S+@\S+$/.test(text.trim()) || "Type an e-mail address.",
          })}
        />
        <Controller
          control={control}
          name="role"
          rules={{ validate: (role) => role !== null || "Choose a role." }}
          render={({ field: { value, onChange, ref } }) => (
            <Select
              ref={ref}
              label="Role"
              description="They can get more roles later."
              data={choices}
              searchable
              value={value}
              onChange={onChange}
              error={formState.errors.role?.message ?? errorAt("/role")}
            />
          )}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={inviting.isPending}>
            Make the invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
