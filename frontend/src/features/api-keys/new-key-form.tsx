import { Button, Group, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { createApiKey, type WantedKey } from "~/api/queries/api-keys";
import type { NewApiKey } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { ScopesField } from "./scopes-field";

export type NewKeyFormProps = {
  permissions: readonly string[];
  onMade: (key: NewApiKey) => void;
  onCancel: () => void;
};

type Fields = { name: string; days: string; reach: string; scopes: string[] };

const DAYS = [
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "180", label: "In 180 days" },
  { value: "365", label: "In a year" },
];

/** What a key is for, how long it lasts, and what it may do. */
export function NewKeyForm({ permissions, onMade, onCancel }: NewKeyFormProps) {
  const queryClient = useQueryClient();
  const { register, control, handleSubmit, watch, formState } = useForm<Fields>({
    defaultValues: { name: "", days: "90", reach: "all", scopes: [] },
  });
  const making = useMutation({
    mutationFn: (wanted: WantedKey) => createApiKey(wanted),
    onSuccess: async (key) => {
      onMade(key);
      await queryClient.invalidateQueries({ queryKey: ["api-keys"] });
    },
  });
  const errorAt = (field: string) =>
    isProblem(making.error) ? making.error.errorAt(`/${field}`) : undefined;

  return (
    <form
      noValidate
      onSubmit={handleSubmit(({ name, days, reach, scopes }) =>
        making.mutate({ name, expires_in_days: Number(days), scopes: reach === "all" ? null : scopes }),
      )}
    >
      <Stack>
        {making.error && <ProblemAlert error={making.error} title="The key was not made" />}
        <TextInput
          label="Name"
          description="What it is for, so that you know later."
          placeholder="Nightly import"
          data-autofocus
          maxLength={100}
          error={formState.errors.name?.message ?? errorAt("name")}
          {...register("name", { validate: (text) => text.trim() !== "" || "A key needs a name." })}
        />
        <Controller
          control={control}
          name="days"
          render={({ field: { value, onChange } }) => (
            <Select label="Ends" data={DAYS} value={value} onChange={onChange} allowDeselect={false} />
          )}
        />
        <Controller
          control={control}
          name="reach"
          render={({ field: { value, onChange } }) => (
            <Radio.Group label="What it may do" value={value} onChange={onChange}>
              <Stack gap={6} mt={6}>
                <Radio value="all" label="Everything that I may do here" />
                <Radio value="some" label="Only some of it" />
              </Stack>
            </Radio.Group>
          )}
        />
        {watch("reach") === "some" && (
          <Controller
            control={control}
            name="scopes"
            rules={{ validate: (scopes) => scopes.length > 0 || "Choose at least one permission." }}
            render={({ field: { value, onChange } }) => (
              <ScopesField
                permissions={permissions}
                value={value}
                onChange={onChange}
                error={formState.errors.scopes?.message ?? errorAt("scopes")}
              />
            )}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={making.isPending}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
