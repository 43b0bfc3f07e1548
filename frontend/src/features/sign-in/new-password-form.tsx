import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { signInOptionsQuery } from "~/api/queries/session";
import { ProblemAlert } from "~/ui/problem-alert";

export type AccountField = {
  name: string;
  label: string;
  description?: string;
  type?: string;
  autoComplete?: string;
};

export type NewPasswordFormProps = {
  fields: readonly AccountField[];
  values?: Readonly<Record<string, string>>;
  action: string;
  onSubmit: (values: Readonly<Record<string, string>>) => Promise<void>;
};

/** Fields about a person and a new password, which is checked as the server would; its refusals stand at their field. */
export function NewPasswordForm({ fields, values, action, onSubmit }: NewPasswordFormProps) {
  const rules = useQuery(signInOptionsQuery()).data?.password_rules;
  const { register, handleSubmit, formState, setError } = useForm<Record<string, string>>({
    defaultValues: { ...values },
  });
  const [problem, setProblem] = useState<unknown>();

  async function send(given: Record<string, string>) {
    setProblem(undefined);
    try {
      await onSubmit(given);
    } catch (error) {
      if (isProblem(error))
        for (const each of error.errors) setError(each.pointer.slice(1), { message: each.message });
      setProblem(error);
    }
  }

  return (
    <form onSubmit={handleSubmit(send)} noValidate>
      <Stack>
        {problem !== undefined && <ProblemAlert error={problem} />}
        {fields.map(({ name, ...shown }) => (
          <TextInput
            key={name}
            {...shown}
            error={formState.errors[name]?.message}
            {...register(name, { required: "This is needed." })}
          />
        ))}
        <PasswordInput
          label="Password"
          description={rules?.summary}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          error={formState.errors.password?.message}
          {...register("password", {
            required: "Choose a password.",
            validate: (text) =>
              !rules ||
              [...text].length >= rules.min_characters ||
              `At least ${rules.min_characters} characters.`,
          })}
        />
        <Button type="submit" loading={formState.isSubmitting} fullWidth>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
