import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { openTenant, plansQuery, tenantsKey } from "~/api/queries/platform";
import type { OpenedTenant } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { isSlug, slugOf } from "./slug";

export type NewTenantFormProps = {
  onMade: (tenant: OpenedTenant, ownerEmail: string) => void;
  onCancel: () => void;
};

type Fields = { name: string; slug: string; plan: string; owner_email: string };

/** What a tenant is called, whose it is, and how much it may use. */
export function NewTenantForm({ onMade, onCancel }: NewTenantFormProps) {
  const queryClient = useQueryClient();
  const plans = useQuery(plansQuery()).data ?? [];
  const { register, control, handleSubmit, formState, setValue } = useForm<Fields>({
    defaultValues: { name: "", slug: "", plan: "standard", owner_email: "" },
  });
  const making = useMutation({
    mutationFn: ({ owner_email, ...fields }: Fields) =>
      openTenant({ ...fields, name: fields.name.trim(), owner_email: owner_email.trim() }),
    onSuccess: async (tenant, { owner_email }) => {
      onMade(tenant, owner_email.trim());
      await queryClient.invalidateQueries({ queryKey: tenantsKey });
    },
  });
  const errorAt = (field: keyof Fields) =>
    formState.errors[field]?.message ??
    (isProblem(making.error) ? making.error.errorAt(`/${field}`) : undefined);
  const taken = isProblem(making.error, "slug_taken") ? making.error.message : undefined;

  return (
    <form noValidate onSubmit={handleSubmit((fields) => making.mutate(fields))}>
      <Stack>
        {making.error && <ProblemAlert error={making.error} title="The tenant was not made" />}
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          error={errorAt("name")}
          {...register("name", {
            validate: (text) => text.trim() !== "" || "A tenant needs a name.",
            onChange: (event) => {
              if (!formState.dirtyFields.slug) setValue("slug", slugOf(event.target.value));
            },
          })}
        />
        <TextInput
          label="Short name"
          description="Small letters, digits and hyphens. It is given once, and stays."
          maxLength={63}
          spellCheck={false}
          error={errorAt("slug") ?? taken}
          {...register("slug", {
            validate: (text) => isSlug(text) || "Small letters, digits and hyphens between them.",
          })}
        />
        <TextInput
          label="E-mail of its owner"
          type="email"
          autoComplete="off"
          maxLength={254}
          error={errorAt("owner_email")}
          {...register("owner_email", {
            validate: (text) => /^\S+@\S+$/.test(text.trim()) || "Type an e-mail address.",
          })}
        />
        <Controller
          control={control}
          name="plan"
          render={({ field: { value, onChange } }) => (
            <Select
              label="Plan"
              data={plans.map(({ name }) => name)}
              allowDeselect={false}
              value={value}
              onChange={onChange}
              error={errorAt("plan")}
            />
          )}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={making.isPending}>
            Make the tenant
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
