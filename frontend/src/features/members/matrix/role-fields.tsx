import { Textarea, TextInput } from "@mantine/core";
import type { UseFormReturn } from "react-hook-form";
import { isProblem } from "~/api/problem";

export type RoleTexts = { name: string; description: string };
export type RoleFieldsProps = { form: UseFormReturn<RoleTexts>; error: unknown };

/** What a role is called and is for. */
export function RoleFields({ form: { register, formState }, error }: RoleFieldsProps) {
  const errorAt = (pointer: string) => (isProblem(error) ? error.errorAt(pointer) : undefined);
  const taken = isProblem(error, "role_name_taken") ? error.message : undefined;
  return (
    <>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={50}
        error={formState.errors.name?.message ?? errorAt("/name") ?? taken}
        {...register("name", { validate: (text) => text.trim() !== "" || "A role needs a name." })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxLength={500}
        error={errorAt("/description")}
        {...register("description")}
      />
    </>
  );
}
