import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { type Revised, tenantQuery, updateTenant } from "~/api/queries/tenant";
import type { Tenant } from "~/api/shapes";
import { useBased } from "~/lib/use-based";
import { notifyDone } from "~/ui/notify";
import { RETENTION } from "./retention";
import { SavingProblem } from "./saving-problem";

export type TenantFormProps = { served: Revised<Tenant>; canChange: boolean };

type Fields = { name: string; settings: Tenant["settings"] };

/** Name of the tenant, and how long it keeps things. */
export function TenantForm({ served, canChange }: TenantFormProps) {
  const queryClient = useQueryClient();
  const { based, rebase, follow } = useBased(served);
  const form = useForm<Fields>({ values: fieldsOf(based) });
  follow(form.formState.isDirty);

  const saving = useMutation({
    mutationFn: ({ etag, fields }: { etag: string; fields: Fields }) => updateTenant(fields, etag),
    onSuccess: (saved) => {
      queryClient.setQueryData(tenantQuery().queryKey, saved);
      rebase(saved);
      form.reset(fieldsOf(saved));
      notifyDone("The settings are saved.");
      return queryClient.invalidateQueries({ queryKey: ["me"] });
    },
  });
  const errorAt = (pointer: string) => (isProblem(saving.error) ? saving.error.errorAt(pointer) : undefined);

  async function takeTheirs() {
    const theirs = await queryClient.fetchQuery({ ...tenantQuery(), staleTime: 0 });
    form.reset(fieldsOf(theirs));
    rebase(theirs);
    saving.reset();
  }

  async function saveMine() {
    const { etag } = await queryClient.fetchQuery({ ...tenantQuery(), staleTime: 0 });
    saving.mutate({ etag, fields: form.getValues() });
  }

  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((fields) => saving.mutate({ etag: based.etag, fields }))}
      aria-label="Settings of the tenant"
    >
      <Stack>
        <SavingProblem
          error={saving.error}
          title="The settings were not saved"
          onTakeTheirs={() => void takeTheirs()}
          onSaveMine={() => void saveMine()}
          isSaving={saving.isPending}
        />
        <TextInput
          label="Name"
          description="As members see it."
          maw={420}
          readOnly={!canChange}
          error={form.formState.errors.name?.message ?? errorAt("/name")}
          {...form.register("name", { validate: (text) => text.trim() !== "" || "A tenant needs a name." })}
        />
        <div>
          <Title order={3}>How long things are kept</Title>
          <Text size="sm" c="dimmed">
            What you leave empty is kept as long as this installation says.
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {RETENTION.map(({ name, label, description, unit, min, max }) => (
            <Controller
              key={name}
              control={form.control}
              name={`settings.${name}`}
              rules={{ validate: (value) => withinOr(value, min, max) }}
              render={({ field: { value, onChange, onBlur, ref }, fieldState }) => (
                <NumberInput
                  ref={ref}
                  label={label}
                  description={description}
                  placeholder="As the installation says"
                  suffix={unit}
                  allowDecimal={false}
                  allowNegative={false}
                  thousandSeparator=","
                  readOnly={!canChange}
                  value={value ?? ""}
                  onChange={(typed) => onChange(typeof typed === "number" ? typed : null)}
                  onBlur={onBlur}
                  error={fieldState.error?.message ?? errorAt(`/settings/${name}`)}
                />
              )}
            />
          ))}
        </SimpleGrid>
        {canChange && (
          <Group>
            <Button type="submit" loading={saving.isPending} disabled={!form.formState.isDirty}>
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function fieldsOf({ body: { name, settings } }: Revised<Tenant>): Fields {
  return { name, settings };
}

function withinOr(value: number | null | undefined, min: number, max: number): true | string {
  if (value === null || value === undefined || (value >= min && value <= max)) return true;
  return `Between ${min.toLocaleString()} and ${max.toLocaleString()}.`;
}
