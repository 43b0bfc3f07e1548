import { Button, Group, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { changeName } from "~/api/queries/account";
import { meQuery } from "~/api/queries/session";
import { rename } from "~/api/session";
import type { Me } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";

export type ProfileSectionProps = { me: Me };

/** How others see one. */
export function ProfileSection({ me }: ProfileSectionProps) {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState, reset } = useForm({ values: { name: me.name } });
  const saving = useMutation({
    mutationFn: ({ name }: { name: string }) => changeName(name),
    onSuccess: (changed) => {
      queryClient.setQueryData(meQuery().queryKey, changed);
      rename(changed.name);
      reset({ name: changed.name });
      notifyDone("Your name is saved.");
    },
  });
  const refused = isProblem(saving.error) ? saving.error.errorAt("/name") : undefined;

  return (
    <Section title="You" about={`Signed in as ${me.email}.`}>
      <form noValidate onSubmit={handleSubmit((fields) => saving.mutate(fields))}>
        {saving.error && !refused && <ProblemAlert error={saving.error} title="Your name was not saved" />}
        <Group align="flex-start" gap="sm">
          <TextInput
            label="Your name"
            autoComplete="name"
            maxLength={200}
            w={320}
            error={formState.errors.name?.message ?? refused}
            {...register("name", {
              validate: (text) => text.trim() !== "" || "Say how you want to be called.",
            })}
          />
          <Button type="submit" mt={25} disabled={!formState.isDirty} loading={saving.isPending}>
            Save
          </Button>
        </Group>
      </form>
      {!me.email_verified && (
        <Text size="sm" c="dimmed">
          Nobody has vouched for your address yet.
        </Text>
      )}
    </Section>
  );
}
