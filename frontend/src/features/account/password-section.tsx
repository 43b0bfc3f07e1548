import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { changePassword } from "~/api/queries/account";
import { signInOptionsQuery } from "~/api/queries/session";
import type { Me } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";

export type PasswordSectionProps = { me: Me };

type Fields = { current: string; wanted: string };

/** Change the password. Whoever signs in through a provider has none. */
export function PasswordSection({ me }: PasswordSectionProps) {
  return (
    <Section title="Password" about="Changing it ends your other sessions. API keys stay as they are.">
      {me.has_password ? (
        <PasswordForm />
      ) : (
        <Text size="sm">
          You sign in through a provider and have no password here. Who looks after your members can make a
          link to set one.
        </Text>
      )}
    </Section>
  );
}

function PasswordForm() {
  const queryClient = useQueryClient();
  const rules = useQuery(signInOptionsQuery()).data?.password_rules;
  const { register, handleSubmit, formState, reset } = useForm<Fields>({
    defaultValues: { current: "", wanted: "" },
  });
  const changing = useMutation({
    mutationFn: ({ current, wanted }: Fields) => changePassword(current, wanted),
    onSuccess: () => {
      reset();
      notifyDone("Your password is changed. Your other sessions have ended.");
      return queryClient.invalidateQueries({ queryKey: ["me", "sessions"] });
    },
  });
  const errorsAt = (pointer: string) =>
    isProblem(changing.error)
      ? changing.error.errors.filter((each) => each.pointer === pointer).map((each) => each.message)
      : [];
  const current = errorsAt("/current");
  const wanted = errorsAt("/new");
  const isPlaced = current.length + wanted.length > 0;
  const least = rules?.min_characters ?? 0;

  return (
    <form noValidate onSubmit={handleSubmit((fields) => changing.mutate(fields))}>
      <Stack maw={420}>
        {changing.error && !isPlaced && (
          <ProblemAlert error={changing.error} title="Your password was not changed" />
        )}
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the current password" }}
          error={formState.errors.current?.message ?? textOf(current)}
          {...register("current", { required: "Give the password that you have." })}
        />
        <PasswordInput
          label="New password"
          description={rules?.summary}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the new password" }}
          error={formState.errors.wanted?.message ?? textOf(wanted)}
          {...register("wanted", {
            required: "Choose a password.",
            validate: (text) => [...text].length >= least || `At least ${least} characters.`,
          })}
        />
        <Group>
          <Button type="submit" loading={changing.isPending}>
            Change the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function textOf(messages: readonly string[]): string | undefined {
  return messages.length > 0 ? messages.join("; ") : undefined;
}
